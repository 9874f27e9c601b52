"""Runs the test suites and adds up what they count. `./test` calls this in the tests' environment.

Everything is built first. Then suites that need nothing but a processor run beside one another, and the others one by one.

A suite is a command. Its count is the last line of the form `N passed, N failed[, N skipped]` that it prints, or the summary
of GoogleTest or of Python's unittest. A suite that exits non-zero without a failure in its count counts as one failure.
What is counted are tests: a case with all of its seeds, a rule of a linter with all of its files, a kind of client with
all of its requests are one each.

A command that takes longer than its suite's bound is stopped, and shows where it stood if it is Python.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from support.processes import default_signals, descendants

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "test"
SANITIZED = ROOT / "build" / "asan"
RACED = ROOT / "build" / "tsan"
PHONEY = BUILD / "phoney"
PYTHON = sys.executable

# Unit tests in which threads meet.
THREADED = "Watchdog.*:Remote*:RuntimeConnection.*:Timeout.*:*FunctionTest.*:Metrics.*:RateLimiter.*:LoginTest.*:Log.*:WorkPool.*:WorkQueue*:Peers.*:Deferral*.*"

PLAIN_COUNT = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", re.MULTILINE)
GTEST_COUNT = re.compile(r"^\[ +(PASSED|FAILED|SKIPPED) +\] +(\d+) tests?", re.MULTILINE)
UNITTEST_COUNT = re.compile(r"^Ran (\d+) tests? in .*\n\n(?:OK|FAILED)(?: \((.*)\))?", re.MULTILINE)


@dataclass(frozen=True)
class Suite:
    name: str
    what: str
    preset: str  # the build it needs, or ""
    targets: tuple[str, ...]
    commands: Callable[[], list[list[str | Path]]]
    default: bool = True
    beside: bool = False  # needs nothing but a processor: installs nothing, and waits for nothing in limited time
    bound: int = 3600  # seconds that one of its commands may take, many times what a busy machine needs
    sanitized: bool = False  # a sanitizer's report fails it, whatever the tests make of the program that gives it


# How long a build may take, from nothing and on a slow machine.
BUILD_SECONDS = 3 * 3600

# The exit code of a program in which a sanitizer has found something, which no test expects.
SANITIZER_EXIT = 86


def _tests(folder: str) -> list[Path]:
    return sorted(_test(folder).glob("test_*.py"))


def _test(*parts: str) -> Path:
    return ROOT.joinpath("tests", *parts)


SUITES = [
    Suite("layout", "files and includes keep the rules, and the suites count and end as they should", "", (), lambda: [[PYTHON, _test("layout", "check_layout.py")], *([PYTHON, file] for file in _tests("layout"))]),
    Suite("format", "the C++ is laid out by .clang-format", "", (), lambda: [[ROOT / "scripts" / "format", "--check"]]),
    Suite("shell", "shellcheck of the scripts", "", (), lambda: [[ROOT / "scripts" / "check_shell"]]),
    Suite("tables", "data/tables is what the pinned Faker holds", "", (), lambda: [[PYTHON, ROOT / "tools" / "import_faker", "--check"]], beside=True),
    Suite(
        "unit", "the modules, case by case", "test", ("phoney_unit_tests",),
        lambda: [[BUILD / "tests/unit/phoney_unit_tests", "--gtest_brief=1"]],
    ),
    Suite(
        "conformance", "every cell against vectors made by Faker", "test", ("phoney",),
        lambda: [
            [PYTHON, _test("conformance", "check_vectors.py"), "--phoney", PHONEY],
            [PYTHON, _test("conformance", "check_numbers.py"), "--phoney", PHONEY],
            [PYTHON, _test("conformance", "check_zones.py"), "--phoney", PHONEY],
            [PYTHON, _test("conformance", "check_data_version.py"), "--pack", BUILD / "tools/pack_locales/pack_locales"],
        ],
        beside=True,
    ),
    Suite(
        "live", "random cells, seeds and parameters against the Faker installed here", "test", ("phoney",),
        lambda: [
            [PYTHON, _test("conformance", "check_live.py"), "--phoney", PHONEY, "--cells", "400", "--seeds", "5"],
            [PYTHON, _test("conformance", "check_drawn.py"), "--phoney", PHONEY, "--cases", "10"],
            [PYTHON, _test("conformance", "check_drawn.py"), "--phoney", PHONEY, "--cases", "4", "--random-seed", "1", "--now", "2025-11-02T05:30:00.25Z"],
            *([PYTHON, _test("conformance", "check_live.py"), "--phoney", PHONEY, "--seeds", "4", "--params", file]
              for file in sorted(_test("conformance", "params").glob("*.jsonl"))),
        ],
        beside=True,
    ),
    Suite(
        "cli", "the command line, from outside", "test", ("phoney",),
        lambda: [[PYTHON, file, "--phoney", PHONEY] for file in sorted(_test("cli").glob("test_*.py"))],
    ),
    Suite(
        "formats", "what Python's csv, pandas, DuckDB, PostgreSQL, gzip and zstd read of the formats", "test", ("phoney",),
        lambda: [[_test("formats", "run"), PHONEY]],
    ),
    Suite(
        "service", "the HTTP API, from outside", "test", ("phoney",),
        lambda: [[PYTHON, file, "--phoney", PHONEY] for file in sorted(_test("service").glob("test_*.py"))],
    ),
    Suite(
        "clients", "clients generated from /openapi.json, in Python and TypeScript, against a server", "test", ("phoney",),
        lambda: [[_test("clients", "run"), PHONEY]],
    ),
    Suite(
        "docs", "Execute in /docs, pressed by Chromium: on every route, and on the generators of two providers", "test", ("phoney",),
        lambda: [[_test("browser", "run"), PHONEY]],
    ),
    Suite(
        "docs-all", "the same on every generator, for many minutes", "test", ("phoney",),
        lambda: [[_test("browser", "run"), PHONEY, "--all"]], default=False,
    ),
    Suite(
        "http", "the HTTP server, from outside", "test", ("phoney_echo_server",),
        lambda: [[PYTHON, file, BUILD / "tests/http/phoney_echo_server"] for file in sorted(_test("http").glob("test_*.py"))],
    ),
    Suite(
        "lambda", "the Lambda function, under AWS's emulator and a Runtime API of our own", "test", ("phoney",),
        lambda: [[PYTHON, file, "--phoney", PHONEY] for file in sorted(_test("lambda").glob("test_*.py"))],
    ),
    Suite(
        "aws", "signatures, Parameter Store and Secrets Manager, against botocore, moto and faults", "test", ("phoney_aws_probe",),
        lambda: [[PYTHON, file, "--probe", BUILD / "tests/aws/phoney_aws_probe"] for file in sorted(_test("aws").glob("test_*.py"))],
    ),
    Suite(
        "limits", "adversarial requests, each within its limit of CPU time and ended when it is told to stop", "test", ("phoney_limits_probe",),
        lambda: [[PYTHON, _test("limits", "test_limits.py"), "--probe", BUILD / "tests/limits/phoney_limits_probe"]],
    ),
    Suite(
        "binary", "what the program is made of: the size of its parts, its protections, the list of its libraries", "test", ("phoney",),
        lambda: [[PYTHON, file, "--phoney", PHONEY] for file in sorted(_test("binary").glob("test_*.py"))],
        beside=True,
    ),
    Suite("readme", "the examples and links of the documents", "test", ("phoney",), lambda: [[PYTHON, file, "--phoney", PHONEY] for file in _tests("readme")], beside=True),
    Suite(
        "examples", "the programs and tests in examples/, and TUTORIAL.md", "test", ("phoney",),
        lambda: [[PYTHON, _test("examples", "test_examples.py"), "--phoney", PHONEY]],
    ),
    Suite(
        "soak", "phoney serve under good, slow, broken and hostile clients at once, briefly", "test", ("phoney",),
        lambda: [[PYTHON, _test("http", "soak.py"), "--phoney", PHONEY, "--seconds", "10"]],
    ),
    Suite(
        "attack", "phoney serve under floods, forged credentials and requests of every shape, briefly", "test", ("phoney",),
        lambda: [[PYTHON, file, "--phoney", PHONEY] for file in _tests("attack")],
    ),
    Suite(
        "sanitizers", "the unit tests, a share of the cells, and the HTTP server and the service from outside, under ASan and UBSan",
        "asan", ("phoney_unit_tests", "phoney_echo_server", "phoney"),
        lambda: [
            [SANITIZED / "tests/unit/phoney_unit_tests", "--gtest_brief=1"],
            [PYTHON, _test("conformance", "check_live.py"), "--phoney", SANITIZED / "phoney", "--cells", "300", "--seeds", "2"],
            *([PYTHON, file, SANITIZED / "tests/http/phoney_echo_server"] for file in _tests("http")),
            *([PYTHON, file, "--phoney", SANITIZED / "phoney"] for file in _tests("service")),
            [PYTHON, _test("attack", "test_shapes.py"), "--phoney", SANITIZED / "phoney"],
            [PYTHON, _test("attack", "test_credentials.py"), "--phoney", SANITIZED / "phoney"],
        ],
        default=False, sanitized=True,
    ),
    Suite("fuzz", "the parsers, briefly", "", (), lambda: [[ROOT / "fuzz" / "run", "10"]], default=False),
    Suite(
        "threads", "what runs in several threads, under TSan: the HTTP server and the service from outside, the Lambda function's watchdog and reading of settings",
        "tsan", ("phoney_echo_server", "phoney_unit_tests", "phoney"),
        lambda: [
            *([PYTHON, file, RACED / "tests/http/phoney_echo_server"] for file in _tests("http")),
            [RACED / "tests/unit/phoney_unit_tests", "--gtest_brief=1", f"--gtest_filter={THREADED}"],
            [PYTHON, _test("service", "test_auth.py"), "--phoney", RACED / "phoney"],
            [PYTHON, _test("service", "test_streaming.py"), "--phoney", RACED / "phoney"],
            [PYTHON, _test("attack", "test_shapes.py"), "--phoney", RACED / "phoney"],
            [PYTHON, _test("attack", "test_credentials.py"), "--phoney", RACED / "phoney"],
            [PYTHON, _test("http", "soak.py"), "--phoney", RACED / "phoney", "--seconds", "5"],
        ],
        default=False, sanitized=True,
    ),
    Suite(
        "ops", "deployment and release scripts, images, workflows, and the commands in their documents", "test", ("phoney",),
        lambda: [
            [_test("ops", "run_bats"), PHONEY],
            *([PYTHON, file, "--phoney", PHONEY] for file in sorted(_test("ops").glob("test_*.py"))),
        ],
    ),
    Suite(
        "infrastructure", "the AWS stacks, their monitoring, and a deployment of phoney to an emulator", "test", ("phoney",),
        lambda: [
            [_test("infrastructure", "run"), "cdk"],
            *([_test("infrastructure", "run"), file.name] for file in sorted(_test("infrastructure").glob("test_*.py"))),
        ],
    ),
    Suite(
        "linters", "actionlint, OpenTofu and tflint, which Go compiles first, for minutes", "", (),
        lambda: [[_test("linters", "run")]], default=False,
    ),
    Suite(
        "images", "both container images built from the sources on a bare Debian, and run", "", (), lambda: [[_test("images", "run")]],
        default=False, bound=4 * 3600,
    ),
    Suite(
        "release", "a release, built for every processor, installed and run in bare roots, and its images pushed to a registry", "", (),
        lambda: [[_test("release", "run")]], default=False, bound=4 * 3600,
    ),
    Suite("bench", "the benchmark's table, over a stub", "", (), lambda: [[PYTHON, ROOT / "bench" / "report" / "test_run.py"]]),
    Suite("tidy", "clang-tidy over every source file", "", (), lambda: [[ROOT / "scripts" / "tidy"]], default=False, bound=4 * 3600),
]


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __iadd__(self, other: Count) -> Count:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        return self

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count(output: str, exit_code: int) -> Count:
    """What a suite's output says, or one failure if it says nothing good."""
    result = Count()
    plain = PLAIN_COUNT.findall(output)
    if plain:
        passed, failed, skipped = plain[-1]
        result = Count(int(passed), int(failed), int(skipped or 0))
    for kind, number in GTEST_COUNT.findall(output):
        setattr(result, kind.lower(), int(number))
    for number, details in UNITTEST_COUNT.findall(output):
        counts = {kind: int(amount) for kind, amount in re.findall(r"(\w+)=(\d+)", details)}
        failed, skipped = counts.get("failures", 0) + counts.get("errors", 0), counts.get("skipped", 0)
        result = Count(int(number) - failed - skipped, failed, skipped)
    if exit_code != 0 and result.failed == 0:
        result.failed = 1
    if exit_code == 0 and result == Count():
        result.failed = 1
    return result


def build(suite: Suite) -> bool:
    if not suite.preset:
        return True
    setup = f'. "{ROOT}/scripts/setup.sh"; build {suite.preset} {" ".join(suite.targets)}'
    try:
        return subprocess.run(["bash", "-euo", "pipefail", "-c", setup], stdin=subprocess.DEVNULL, timeout=BUILD_SECONDS).returncode == 0
    except subprocess.TimeoutExpired as error:
        print(error, flush=True)
        return False


def run(command: list[str | Path], bound: int, environment: dict[str, str] | None = None) -> Count:
    # A file and not a pipe, whose end would come only with the end of a server that a failed test has left running.
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            env={**(environment or os.environ), "PYTHONFAULTHANDLER": "1"},
        )
        try:
            process.wait(bound)
            late = ""
        except subprocess.TimeoutExpired:
            stop(process)
            late = f"\n{' '.join(map(str, command))} was stopped: it took more than {bound} s"
        out.seek(0)
        output = out.read().decode(errors="replace") + late
    counted = count(output, process.returncode)
    if counted.failed:
        print(output, flush=True)
    return counted


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a command that hangs, with all that it has started. SIGABRT has Python print where each of its threads stands."""
    children = descendants(process.pid)
    process.send_signal(signal.SIGABRT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        pass
    if process.returncode is None:
        process.kill()
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(10)


def run_sanitized(command: list[str | Path], bound: int) -> Count:
    """The same where sanitizers report to files: a test that kills the program, or reads nothing of what it says, would
    swallow a report."""
    with tempfile.TemporaryDirectory() as folder:
        options = f"log_path={folder}/report:exitcode={SANITIZER_EXIT}:print_stacktrace=1"
        names = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")
        counted = run(command, bound, {**os.environ, **{name: f"{os.environ.get(name, '')}:{options}".strip(":") for name in names}})
        for report in sorted(Path(folder).iterdir()):
            print(report.read_text(errors="replace"), flush=True)
            counted.failed += 1
    return counted


def run_suite(suite: Suite) -> Count:
    started = time.monotonic()
    result = Count()
    for command in suite.commands():
        result += run_sanitized(command, suite.bound) if suite.sanitized else run(command, suite.bound)
    # Not in the closing line's form, so that only the last line reads as the whole count.
    print(f"{suite.name:14} passed {result.passed}, failed {result.failed}, skipped {result.skipped}"
          f" ({time.monotonic() - started:.0f} s)", flush=True)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("suites", nargs="*", help="names of suites; all but the slow ones by default")
    parser.add_argument("--list", action="store_true", help="name the suites")
    arguments = parser.parse_args()
    if arguments.list:
        for suite in SUITES:
            print(f"{suite.name:14} {suite.what}{'' if suite.default else ' (only by name)'}")
        return 0
    by_name = {suite.name: suite for suite in SUITES}
    unknown = [name for name in arguments.suites if name not in by_name]
    if unknown:
        parser.error(f"there is no suite {unknown[0]}; there are {', '.join(by_name)}")
    chosen = [by_name[name] for name in arguments.suites] or [suite for suite in SUITES if suite.default]
    default_signals((signal.SIGINT, signal.SIGQUIT))  # after nohup, tests go on when the terminal has gone
    started = time.monotonic()
    built = []
    total = Count()
    for suite in chosen:
        if build(suite):
            built.append(suite)
        else:
            print(f"{suite.name:14} not built", flush=True)
            total.failed += 1
    print(f"built in {time.monotonic() - started:.0f} s", flush=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(run_suite, [suite for suite in built if suite.beside]):
            total += result
    for suite in built:
        if not suite.beside:
            total += run_suite(suite)
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
