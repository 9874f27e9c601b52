"""What bench/run prints, over a stub of phoney: every part measured, every part missing, and a build that fails."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import phoney
import table

BENCH = Path(__file__).resolve().parents[1]
RUN = BENCH / "report" / "run.py"
sys.path.append(str(BENCH / "peers"))

import collect  # noqa: E402

PHONEY_BENCH = """#!/bin/sh
for word; do case $word in --benchmark_out=*) out=${word#*=};; esac; done
cat > "$out" <<'JSON'
{"benchmarks": [
  {"name": "record_json/1", "run_name": "record_json/1", "run_type": "iteration", "items_per_second": 4e6, "bytes_per_second": 5e8},
  {"name": "record_json/1", "run_name": "record_json/1", "run_type": "iteration", "items_per_second": 5e6, "bytes_per_second": 6e8},
  {"name": "record_json/1", "run_name": "record_json/1", "run_type": "iteration", "items_per_second": 3e6, "bytes_per_second": 4e8},
  {"name": "name_max", "run_name": "name", "aggregate_name": "max", "items_per_second": 9e9},
  {"name": "name", "run_name": "name", "items_per_second": 1e8},
  {"name": "email", "run_name": "email", "error_occurred": true}
]}
JSON
"""
PHONEY = """#!/bin/sh
echo "phoney 1.2.3"
"""


def run(build_dir: Path) -> str:
    command = [sys.executable, RUN, "--build-dir", build_dir, "--peers", "none", "--generate-count", "10"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


def write_executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.chmod(path, 0o755)


class RunTest(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.build = Path(directory.name)

    def test_measures_what_is_there(self) -> None:
        write_executable(self.build / "bench" / "phoney_bench", PHONEY_BENCH)
        write_executable(self.build / "phoney", PHONEY)
        output = run(self.build)
        self.assertRegex(output, r"phoney +1\.2\.3 +200 +5,000,000 +- +10\.0 +-")
        self.assertRegex(output, r"record_json +200 ns, 600 MB/s")
        self.assertRegex(output, r"name +10\.0 ns\n")
        self.assertRegex(output, r"email +not measured: the executable has no such benchmark")
        self.assertRegex(output, r"start-up +median \d+\.\d\d ms, least ")

    def test_says_what_is_missing(self) -> None:
        output = run(self.build)
        self.assertRegex(output, r"phoney +- +- +- +- +- +-")
        self.assertRegex(output, r"record_json +not measured: phoney_bench could not be started: No such file")
        for part in ("generate", "instructions", "start-up"):
            self.assertRegex(output, rf"{part} +not measured: ")


class BuildTest(unittest.TestCase):
    """scripts/setup.sh in a root of its own, with a cmake that fails as it does where a library is missing."""

    def setUp(self) -> None:
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.root / "scripts").mkdir()
        shutil.copy(BENCH.parent / "scripts" / "setup.sh", self.root / "scripts")

    def build(self, cmake: str) -> tuple[int, str]:
        write_executable(self.root / "bin" / "cmake", "#!/bin/sh\n" + cmake)
        program = f"import sys; sys.path.insert(0, {str(BENCH / 'report')!r}); import phoney, pathlib; phoney.build(pathlib.Path({str(self.root)!r}), 'bench', 'phoney')"
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=60,
            env={**os.environ, "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"})
        return done.returncode, done.stderr

    def test_says_all_of_the_reason(self) -> None:
        code, said = self.build('echo "CMake Error at bench/CMakeLists.txt:1 (find_package):\n  Could not find benchmark" >&2; exit 1\n')
        self.assertEqual(code, 1)
        self.assertIn("CMake Error at bench/CMakeLists.txt:1 (find_package):\n  Could not find benchmark\n", said)
        self.assertIn("NotMeasured: the build failed, for the reason printed above", said)

    def test_builds_after_a_failure(self) -> None:
        """What a failed configuration leaves behind does not stand in the way."""
        fails = f'mkdir -p "{self.root}/build/bench"; : >"{self.root}/build/bench/CMakeCache.txt"; exit 1\n'
        works = f'[ "$1" = --preset ] && : >"{self.root}/build/bench/build.ninja"; [ -f "{self.root}/build/bench/build.ninja" ]\n'
        self.assertEqual(self.build(fails)[0], 1)
        self.assertEqual(self.build(works), (0, ""))


class SetUpTest(unittest.TestCase):
    """Each command starts by installing what it needs, before anything is measured."""

    def test_asks_for_what_is_missing(self) -> None:
        for command, packages in (("run", {"libbenchmark-dev", "valgrind"}), ("http", {"wrk"}), ("lambda", {"python3-venv"})):
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder, "root")
                shutil.copytree(BENCH.parent / "scripts", root / "scripts")
                (root / "third_party").mkdir()
                shutil.copy(BENCH.parent / "third_party" / "components.tsv", root / "third_party")
                (root / "bench").mkdir()
                shutil.copy(BENCH / command, root / "bench")
                log = Path(folder, "asked")
                # A machine on which nothing is installed, and whose packages are installed by writing down their names.
                write_executable(Path(folder, "bin", "dpkg-query"), "#!/bin/sh\nexit 1\n")
                write_executable(Path(folder, "bin", "apt-cache"), "#!/bin/sh\necho '  Candidate: 1.99'\n")
                for name in ("apt-get", "sudo"):
                    write_executable(Path(folder, "bin", name), f'#!/bin/sh\necho "$@" >>"{log}"\n')
                for name in ("python", "pip"):
                    write_executable(root / ".venv" / "bin" / name, f'#!/bin/sh\necho {name} >>"{log}"\n')
                subprocess.run(
                    [root / "bench" / command], timeout=60, capture_output=True,
                    env={**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}"})
                asked = log.read_text().split()
                self.assertLessEqual(packages, set(asked), command)
                self.assertEqual(asked[-1], "python", "what measures comes last")


class LeastTest(unittest.TestCase):
    def test_rates(self) -> None:
        slow, fast = phoney.Rate(1e6, 1e8), phoney.Rate(2e6, 2e8)
        self.assertEqual(
            phoney.fastest({"name": fast, "email": slow}, {"name": slow, "email": fast, "address": slow}),
            {"name": fast, "email": fast, "address": slow},
        )

    def test_peers(self) -> None:
        first = {"version": "1", "record_ns": 5.0, "name_ns": 1.0, "generators_ns": {"email": 2.0, "address": 9.0}}
        second = {"version": "1", "record_ns": 4.0, "name_ns": 3.0, "generators_ns": {"email": 3.0, "address": 7.0}}
        self.assertEqual(collect.least(None, first), first)
        self.assertEqual(
            collect.least(first, second),
            {"version": "1", "record_ns": 4.0, "name_ns": 1.0, "generators_ns": {"email": 2.0, "address": 7.0}},
        )


class TableTest(unittest.TestCase):
    def test_numbers(self) -> None:
        for value, want in ((0.1234, "0.123"), (1.234, "1.23"), (12.34, "12.3"), (1234.5, "1,234"), (None, "-")):
            self.assertEqual(table.number(value), want)

    def test_ratio(self) -> None:
        self.assertEqual(table.ratio(400_000, 200), "2,000x")
        self.assertEqual(table.ratio(400_000, None), "-")


if __name__ == "__main__":
    unittest.main()
