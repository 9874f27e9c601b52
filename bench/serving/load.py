"""Load on a server by wrk, over connections that stay open."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from servers import Cores, Server

CONNECTIONS = 32
# It works on all the requests that it has at once, so with more none of the long ones would be done within a run.
PYTHON_CONNECTIONS = 4


@dataclass(frozen=True)
class Case:
    """A request. `static` is the name of the file that nginx gives in its place."""

    name: str
    path: str
    static: str
    body: dict | None = None


@dataclass(frozen=True)
class Rate:
    """What a server did under load."""

    requests_per_second: float
    cpu_per_request: float  # seconds of the server's processes
    busy: float  # share of the server's cores that they used


def run(server: Server, case: Case, cores: Cores, seconds: int) -> Rate:
    """Loads the server for so many seconds. Raises RuntimeError if an answer is not good."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        path = f"/{case.static}" if server.name == "nginx" else case.path
        if case.body is not None and server.name != "nginx":
            script.write(f'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
                         f"wrk.body = [==[{json.dumps(case.body)}]==]\n")
        script.flush()
        connections = PYTHON_CONNECTIONS if server.name == "Python stack" else CONNECTIONS
        before = server.cpu_seconds()
        done = subprocess.run(
            ["taskset", "--cpu-list", ",".join(map(str, cores.client)),
             "wrk", "-t", str(len(cores.client)), "-c", str(connections), "-d", f"{seconds}s", "-s", script.name,
             f"http://127.0.0.1:{server.port}{path}"],
            capture_output=True, text=True, timeout=seconds + 60,
        )
        cpu = server.cpu_seconds() - before
    return _read(done.stdout + done.stderr, cpu, len(cores.server), f"{server.name}, {case.name}")


def _read(output: str, cpu: float, cores: int, what: str) -> Rate:
    total = re.search(r"(\d+) requests in ([0-9.]+)(ms|s|m),", output)
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", output)
    bad = re.search(r"(Non-2xx.*|Socket errors:.*)", output)
    if not total or not rate or int(total[1]) == 0 or bad:
        raise RuntimeError(f"{what}: {bad[1] if bad else output}")
    duration = float(total[2]) * {"ms": 0.001, "s": 1, "m": 60}[total[3]]
    return Rate(float(rate[1]), cpu / int(total[1]), cpu / duration / cores)
