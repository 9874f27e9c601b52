"""What tests/suites.py makes of its commands, and that no test waits for ever."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import time
import unittest
import unittest.mock
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

import suites  # noqa: E402
import waits  # noqa: E402
from suites import Count  # noqa: E402


class Counting(unittest.TestCase):
    def test_summaries(self) -> None:
        for output, code, want in (
            ("3 passed, 0 failed\n", 0, Count(3, 0, 0)),
            ("1 passed, 0 failed\n9 passed, 1 failed, 2 skipped\n", 1, Count(9, 1, 2)),
            ("[  PASSED  ] 12 tests.\n[  FAILED  ] 2 tests, listed below:\n", 1, Count(12, 2, 0)),
            ("Ran 7 tests in 0.1s\n\nFAILED (failures=1, errors=1, skipped=2)\n", 1, Count(3, 2, 2)),
            ("3 passed, 0 failed\n", 1, Count(3, 1, 0)),
            ("nothing that counts\n", 0, Count(0, 1, 0)),
        ):
            self.assertEqual(suites.count(output, code), want, output)

    def test_a_linter_is_one_test(self) -> None:
        """However many files it saw: they all print the counts of this line."""
        for script in ("format", "check_shell", "tidy"):
            text = (TESTS.parent / "scripts" / script).read_text()
            self.assertIn('then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed" && exit 1; fi', text)


class Bounds(unittest.TestCase):
    def run_bounded(self, *command: str) -> tuple[Count, str]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            counted = suites.run(list(command), bound=2)
        return counted, said.getvalue()

    def test_a_hanging_python_shows_where_it_stands(self) -> None:
        counted, said = self.run_bounded(sys.executable, "-c", "import time\nprint('begun', flush=True)\ntime.sleep(600)")
        self.assertEqual(counted, Count(0, 1, 0))
        self.assertIn("begun", said)
        self.assertIn('File "<string>", line 3 in <module>', said)
        self.assertIn("was stopped: it took more than 2 s", said)

    def test_what_a_hanging_command_has_started_ends_too(self) -> None:
        counted, said = self.run_bounded("bash", "-c", "trap '' ABRT; sleep 600 & echo started $!; wait")
        self.assertEqual(counted, Count(0, 1, 0))
        child = int(said.split("started ")[1].split()[0])
        deadline = time.monotonic() + 20
        while Path(f"/proc/{child}/exe").exists():  # until the signal has reached it
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def test_what_a_command_has_left_running_is_not_waited_for(self) -> None:
        with unittest.mock.patch.object(suites, "stop") as stop:
            counted = suites.run(["bash", "-c", "sleep 120 & echo 1 passed, 0 failed"], bound=60)
        self.assertEqual(counted, Count(1, 0, 0))
        stop.assert_not_called()

    def test_children_have_default_signals(self) -> None:
        """Also where all that is above them ignores signals, as after `nohup ./test &`."""
        for name in ("INT", "QUIT", "HUP"):
            program = (
                f"import subprocess, sys; sys.path.insert(0, {str(TESTS)!r})\n"
                "from support.processes import default_signals; default_signals()\n"
                f"sys.exit(subprocess.run(['sh', '-c', 'kill -{name} $$; exit 3'], timeout=60).returncode == 3)"
            )
            done = subprocess.run(["bash", "-c", f'trap "" INT QUIT HUP; exec "$0" -c "$1"', sys.executable, program], timeout=120)
            self.assertEqual(done.returncode, 0, name)

    def test_waits_without_a_bound_are_found(self) -> None:
        for call, is_bounded in (
            ("process.wait()", False), ("process.wait(5)", True), ("process.wait(timeout=5)", True), ("process.communicate()", False),
            ("process.communicate(b'', 5)", True), ("subprocess.run(['x'])", False), ("subprocess.run(['x'], timeout=1)", True),
            ("subprocess.run(words, **options)", True), ("thread.join()", False), ("thread.join(5)", True), ("', '.join(words)", True),
            ("os.waitpid(pid, 0)", False), ("os.waitpid(pid, os.WNOHANG)", True), ("urllib.request.urlopen(url)", False),
        ):
            self.assertEqual(list(waits.unbounded(call)) == [], is_bounded, call)


if __name__ == "__main__":
    unittest.main()
