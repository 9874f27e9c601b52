"""A PostgreSQL server of its own in a temporary directory, reached through a socket there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

WAIT = 120


def programs() -> Path:
    """The directory of the newest PostgreSQL that Debian's packages have installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed")
    return found[-1].parent


class Postgres:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has at most 107 bytes
        # The server refuses to run as root.
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        self.folder.chmod(0o755)
        self._run("initdb", "-D", "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync")
        self._run("pg_ctl", "-D", "data", "-w", "-t", str(WAIT), "-l", "log", "-o", f"-c listen_addresses='' -k {self.folder} -F", "start")

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run([programs() / program, *words], cwd=self.folder, capture_output=True, text=True, timeout=2 * WAIT,
                              stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"}, **self.user)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout

    def read(self, data: bytes, columns: int, options: str) -> list[list[str | None]]:
        """The rows that COPY makes of a file."""
        file = self.folder / "copied"
        file.write_bytes(data)
        names = ", ".join(f"c{i}" for i in range(columns))
        declared = ", ".join(f"c{i} text" for i in range(columns))
        out = self._run("psql", "-h", str(self.folder), "-U", "tester", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c",
                        f"create temp table t (id serial, {declared}); copy t ({names}) from '{file}' with (format csv, {options});"
                        f" select json_agg(json_build_array({names}) order by id) from t")
        return json.loads(out)

    def close(self) -> None:
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)
