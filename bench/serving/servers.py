"""The servers that are compared, each pinned to the server's share of the processors."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
ROOT = SOURCES.parents[1]
FAKER_VERSION = (ROOT / "data" / "FAKER_VERSION").read_text().strip()
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
START_SECONDS = 30
UNPACKED_NGINX = ROOT / "build" / "tools" / "nginx" / "usr" / "sbin"  # by scripts/setup.sh
PASSWORD = "phoney-development"  # of a server without settings


@dataclass(frozen=True)
class Cores:
    """Processors, by number, of the servers and of their clients. They are the same only where there is a single one."""

    server: tuple[int, ...]
    client: tuple[int, ...]

    def __str__(self) -> str:
        shared = " (the same)" if self.server == self.client else ""
        return f"server: {len(self.server)} core(s), client: {len(self.client)} core(s){shared}"


def split_cores() -> Cores:
    """Half of the processors that this process may use for the server, the others for the client."""
    mine = tuple(sorted(os.sched_getaffinity(0)))
    half = len(mine) // 2
    return Cores(mine[:half], mine[half:]) if half else Cores(mine, mine)


def all_cores() -> Cores:
    """All of them for both, for work of which the client's part is small."""
    mine = tuple(sorted(os.sched_getaffinity(0)))
    return Cores(mine, mine)


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """What it and its worker processes have used so far, to a hundredth."""
        return sum(map(_ticks, _family(self.pid))) / TICKS_PER_SECOND

    def peak_bytes(self) -> int:
        """The most memory that was resident at once."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[1]) * 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _ticks(pid: int) -> int:
    """User and system time of a process in clock ticks: fields 14 and 15 of proc(5)'s stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _running(name: str, command: list, port: int, path: str, cores: Cores, **options) -> Iterator[Server]:
    """Starts `command`, waits until `path` is answered, and ends it afterwards."""
    taskset = ["taskset", "--cpu-list", ",".join(map(str, cores.server))]
    process = subprocess.Popen([*taskset, *map(str, command)], **options)
    try:
        _await(f"http://127.0.0.1:{port}{path}", process)
        yield Server(name, process.pid, port)
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _await(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError as error:
            if process.poll() is not None:
                raise RuntimeError(f"{process.args[3]} ended with {process.returncode}") from None
            if time.monotonic() > deadline:
                raise RuntimeError(f"{url} does not answer: {error}") from None
            time.sleep(0.05)


@contextmanager
def phoney(binary: Path, cores: Cores, log: Path | None = None) -> Iterator[Server]:
    """`phoney serve` with a thread per core of the server; with `log`, each request is logged there."""
    port = _free_port()
    command = [binary, "serve", "--port", port, "--threads", len(cores.server), "--log-level", "info" if log else "warning",
               "--env-file", os.devnull]
    with open(log or os.devnull, "w") as errors:
        with _running("phoney", command, port, "/health", cores, env={"PATH": os.environ["PATH"]}, stderr=errors) as server:
            yield server


def nginx_binary() -> str | None:
    """The nginx that is installed, or else the one that bench/http has unpacked."""
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") or shutil.which("nginx", path=UNPACKED_NGINX)


@contextmanager
def nginx(folder: Path, files: dict[str, bytes], cores: Cores, logged: bool = False) -> Iterator[Server]:
    """nginx with a worker per core of the server, which gives the `files` by their names.

    Tuned as a server of few small files is: files stay open, connections last.
    """
    port = _free_port()
    root = folder / "files"
    root.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for name, content in files.items():
        (root / name).write_bytes(content)
    configuration = folder / "nginx.conf"
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    configuration.write_text(f"""
{user}
daemon off;
worker_processes {len(cores.server)};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log {f"{folder}/access.log" if logged else "off"};
  default_type application/json;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=16;
  open_file_cache_valid 1h;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
""")
    first = "/" + next(iter(files))
    command = [nginx_binary(), "-p", folder, "-e", folder / "error.log", "-c", configuration]
    with _running("nginx", command, port, first, cores) as server:
        yield server


@contextmanager
def python_stack(cores: Cores) -> Iterator[Server]:
    """python_stack.py under uvicorn with a worker per core of the server."""
    python = _python_with_the_stack()
    port = _free_port()
    command = [python, "-m", "uvicorn", "python_stack:app", "--port", port, "--no-access-log", "--log-level", "warning",
               "--workers", len(cores.server)]
    with _running("Python stack", command, port, "/fake/name", cores, cwd=SOURCES) as server:
        yield server


def _python_with_the_stack() -> Path:
    """A Python with requirements.txt and the pinned Faker, installed once below build/."""
    folder = ROOT / "build" / "bench-serving"
    wanted = (SOURCES / "requirements.txt").read_text() + f"Faker=={FAKER_VERSION}\n"
    python, stamp = folder / "bin" / "python", folder / "installed.txt"
    if not stamp.is_file() or stamp.read_text() != wanted:
        print("+ pip install", *wanted.split(), file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True, timeout=1800)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted.split()], check=True, timeout=1800)
        stamp.write_text(wanted)
    return python
