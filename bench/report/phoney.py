"""Measurements of phoney's release build. Each raises NotMeasured, with the reason, when its part is missing."""

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

COMMAND_SECONDS = 600
BUILD_SECONDS = 3600
STARTUP_SPAWNS = 50
# Many short runs in mixed order: some of each fall between the disturbances of a busy machine.
REPETITIONS = ("--benchmark_repetitions=12", "--benchmark_min_time=0.03", "--benchmark_enable_random_interleaving=true")
CALLGRIND_COUNTS = (1_000, 3_000)


class NotMeasured(Exception):
    """The message says why."""


@dataclass(frozen=True)
class Rate:
    """What Google Benchmark counted, per second of CPU time; `bytes` is None where the benchmark sets none."""

    items: float
    bytes: float | None

    @property
    def ns(self) -> float:
        return 1e9 / self.items


@dataclass(frozen=True)
class Generated:
    """A `phoney generate` run of `records` records, in seconds."""

    records: int
    cpu: float
    wall: float


def build(root: Path, preset: str, *targets: str) -> None:
    """Builds the targets as ./run and ./test do. A failure prints all that the compiler has said."""
    script = f'. "{root}/scripts/setup.sh"; build {preset} {" ".join(targets)}'
    try:
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=BUILD_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"the build took more than {BUILD_SECONDS} s") from None
    if done.returncode != 0:
        raise NotMeasured("the build failed, for the reason printed above")


def version(binary: Path) -> str:
    """The version number in `phoney version`."""
    found = re.search(r"\d+\.\d+\S*", _call([binary, "version"]).stdout)
    return found.group() if found else "-"


def benchmarks(executable: Path) -> dict[str, Rate]:
    """The fastest of the short repetitions of each benchmark, by name."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory, "benchmarks.json")
        _call([executable, *REPETITIONS, "--benchmark_format=json", f"--benchmark_out={out}", "--benchmark_out_format=json"])
        try:
            runs = json.loads(out.read_text())["benchmarks"]
        except (OSError, ValueError, KeyError) as error:
            raise NotMeasured(f"{executable.name} wrote no benchmarks ({error!r})") from None
    rates: dict[str, Rate] = {}
    for run in runs:
        single = "aggregate_name" not in run and not run.get("error_occurred")
        if single and run.get("items_per_second"):
            name = run.get("run_name", run["name"]).split("/")[0]
            rates = fastest(rates, {name: Rate(run["items_per_second"], run.get("bytes_per_second"))})
    return rates


def fastest(rates: dict[str, Rate], others: dict[str, Rate]) -> dict[str, Rate]:
    """The faster rate of each benchmark that either has."""
    return {
        name: max((some[name] for some in (rates, others) if name in some), key=lambda rate: rate.items)
        for name in (*rates, *(name for name in others if name not in rates))
    }


def generate(binary: Path, schema: Path, count: int) -> Generated:
    """Times one `phoney generate` of `count` records to /dev/null."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    _call(_generate_command(binary, schema, count))
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Generated(count, cpu, wall)


def startup_ms(command: list[str | Path]) -> tuple[float, float]:
    """Median and least wall time from spawn to exit, in milliseconds. On a busy machine the median is mostly waiting."""
    _call(command)
    words = [os.fspath(word) for word in command]
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    times = []
    for _ in range(STARTUP_SPAWNS):
        start = time.perf_counter_ns()
        os.waitpid(os.posix_spawn(words[0], words, os.environ, file_actions=silent), 0)
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times) / 1e6, min(times) / 1e6


def instructions_per_record(binary: Path, schema: Path) -> float:
    """From two runs under callgrind, so that what a run costs once drops out."""
    if not shutil.which("valgrind"):
        raise NotMeasured("valgrind not found")
    small, large = CALLGRIND_COUNTS
    return (_instructions(binary, schema, large) - _instructions(binary, schema, small)) / (large - small)


def _instructions(binary: Path, schema: Path, count: int) -> int:
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = _call([*valgrind, *_generate_command(binary, schema, count)])
    found = re.search(r"Collected *: *(\d+)", done.stderr)
    if not found:
        raise NotMeasured("callgrind printed no instruction count")
    return int(found.group(1))


def _generate_command(binary: Path, schema: Path, count: int) -> list[str | Path]:
    if not schema.is_file():
        raise NotMeasured(f"{schema.name} is missing")
    return [binary, "generate", schema, "--count", str(count), "--format", "ndjson", "--seed", "42", "--output", os.devnull]


def _call(
    command: list[str | Path], cwd: Path | None = None, seconds: int = COMMAND_SECONDS
) -> subprocess.CompletedProcess[str]:
    name = Path(command[0]).name
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"{name} took more than {seconds} s") from None
    except OSError as error:
        raise NotMeasured(f"{name} could not be started: {error.strerror}") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip() or "no message"
        print(f"{name} exited with {done.returncode}:\n{said}", file=sys.stderr)
        raise NotMeasured(f"{name} exited with {done.returncode}: {said.splitlines()[-1]}")
    return done
