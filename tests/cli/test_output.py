"""Black-box test of where `phoney generate --output` writes: standard output, descriptors, pipes, and files that cannot be replaced.

    python3 test_output.py --phoney path/to/phoney
"""

import gzip
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.arguments import phoney_from_arguments  # noqa: E402

PHONEY = "phoney"
TEMPLATE = '{"a":"{{random_int:min=1,max=1}}"}'
RECORDS = '[{"a":1}]\n'
FAILS = '{"p":"{{prefix_female:unique=true}}"}'
NOBODY = 65534


def generate(*words, stdin=TEMPLATE, **how):
    """Exit code, standard output, standard error."""
    done = subprocess.run([PHONEY, "generate", "-", "-q", *map(str, words)], input=stdin, capture_output=True, text=True, timeout=60, **how)
    return done.returncode, done.stdout, done.stderr


class OutputTest(unittest.TestCase):
    def setUp(self):
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def files(self):
        return sorted(entry.name for entry in self.path.iterdir())


class TestNames(OutputTest):
    def test_dash_is_standard_output(self):
        for words in (["-o", "-"], ["--output=-"], ["-o", "-", "-f", "json"]):
            self.assertEqual(generate(*words, cwd=self.path), (0, RECORDS, ""))
        self.assertEqual(self.files(), [])
        self.assertEqual(generate("-o", "./-", cwd=self.path), (0, "", ""))
        self.assertEqual((self.path / "-").read_text(), RECORDS)

    def test_messages(self):
        suffixes = ".json, .ndjson, .jsonl, .csv or .txt (.gz or .zst may follow)"
        cases = [
            (["-o", "x.zip"], f'`--output` takes a file that ends in {suffixes}, not "x.zip"; `--format` allows any name'),
            (["-o", "x.sql"], f'`--output` takes a file that ends in {suffixes}, not "x.sql"; write CSV and import it; docs/formats.md shows how for PostgreSQL, DuckDB and Excel'),
            (["-f", "sql"], '`--format` takes json, ndjson, jsonl, csv or text, not "sql"; write CSV and import it; docs/formats.md shows how for PostgreSQL, DuckDB and Excel'),
            (["-f", "Excel"], '`--format` takes json, ndjson, jsonl, csv or text, not "Excel"; write CSV and import it; docs/formats.md shows how for PostgreSQL, DuckDB and Excel'),
            (["-o", "a/x.csv.bz2"], f'`--output` takes a file that ends in {suffixes}, not "a/x.csv.bz2"; `--format` allows any name'),
            (["-o", "x.cvs.GZ"], f'`--output` takes a file that ends in {suffixes}, not "x.cvs.GZ"; did you mean `.csv`? `--format` allows any name'),
            (["-o", ""], '`--output` takes the name of a file, or - for standard output, not ""'),
            (["-f", "xml"], '`--format` takes json, ndjson, jsonl, csv or text, not "xml"'),
            (["-f", "TSV"], '`--format` takes json, ndjson, jsonl, csv or text, not "TSV"; use `--format csv --csv-delimiter tab`'),
            (["-o", "a.tsv"], f'`--output` takes a file that ends in {suffixes}, not "a.tsv"; use `--format csv --csv-delimiter tab`'),
            (["-f", "json1"], '`--format` takes json, ndjson, jsonl, csv or text, not "json1"; did you mean `json` or `jsonl`?'),
            (["--csv-bom", "true"], "`--csv-bom` is an option of csv, but the format is json; add `--format csv`"),
            (["-f", "csv", "--csv-bom", "2"], '`--csv-bom` takes true or false, not "2"'),
            (["-f", "csv", "--csv-formulas", "x"], '`--csv-formulas` takes keep or guard, not "x"'),
            (["-f", "csv", "--csv-delimiter", ",,"], "`--csv-delimiter` takes one character other than a quotation mark or a line break, or comma, "
                                                     'semicolon, tab, pipe or space, not ",,"'),
            (["-f", "csv", "--csv-null", "a;b", "--csv-delimiter", ";"], "`--csv-null` takes at most 64 characters, none of them the delimiter, "
                                                                         'a quotation mark or a line break, not "a;b"'),
        ]
        for words, message in cases:
            with self.subTest(words):
                self.assertEqual(generate(*words, cwd=self.path), (2, "", f"phoney: {message}\n"))
        self.assertEqual(self.files(), [])

    def test_a_name_with_the_format_beside_it(self):
        self.assertEqual(generate("-o", "x.sql", "-f", "csv", cwd=self.path), (0, "", ""))
        self.assertEqual((self.path / "x.sql").read_bytes(), b"a\r\n1\r\n")
        self.assertEqual(generate("-o", "x.sql.gz", "-f", "csv", cwd=self.path), (0, "", ""))
        self.assertEqual(gzip.decompress((self.path / "x.sql.gz").read_bytes()), b"a\r\n1\r\n")

    def test_formats_in_upper_case(self):
        for name, lower in (("CSV", "csv"), ("JsonL", "jsonl"), ("Text", "text")):
            code, out, err = generate("-f", name, cwd=self.path)
            self.assertEqual((code, err), (0, ""))
            self.assertEqual(out, generate("-f", lower, cwd=self.path)[1])

    def test_options_of_csv(self):
        template = '{"a":"{{random_int:min=1,max=1}}","b":null,"c":"=1"}'
        words = "-f csv --csv-delimiter ; --csv-header false --csv-null NULL --csv-line-end lf --csv-bom true --csv-formulas guard".split()
        self.assertEqual(generate(*words, stdin=template), (0, "\ufeff1;NULL;'=1\n", ""))


class TestDescriptors(OutputTest):
    """What stands in the file already stays, and what others write afterwards follows."""

    def between(self, target):
        script = f'echo before; "$0" generate - -q -o {target}; echo after'
        with (self.path / "log").open("wb") as log:
            done = subprocess.run(["sh", "-c", script, os.path.abspath(PHONEY)], input=TEMPLATE.encode(), stdout=log, stderr=subprocess.PIPE,
                                  cwd=self.path, timeout=60)
        self.assertEqual(done.stderr, b"")
        self.assertEqual((self.path / "log").read_text(), f"before\n{RECORDS}after\n")
        self.assertEqual(self.files(), ["log"])

    def test_regular_files_behind_descriptors(self):
        for target in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            with self.subTest(target):
                self.between(target)

    def test_links_to_descriptors(self):
        with tempfile.TemporaryDirectory() as other:
            Path(other, "link").symlink_to("/dev/stdout")
            self.between(f"{other}/link")
            self.assertTrue(Path(other, "link").is_symlink())

    def test_descriptor_of_another_process(self):
        log = self.path / "log"
        log.write_text("before\n")
        with log.open("ab") as file:
            self.assertEqual(generate("-o", f"/proc/{os.getpid()}/fd/{file.fileno()}"), (0, "", ""))
        self.assertEqual(log.read_text(), f"before\n{RECORDS}")
        self.assertEqual(self.files(), ["log"])

    def test_pipes_and_sockets(self):
        for target in ("/dev/stdout", "/dev/fd/1"):
            self.assertEqual(generate("-o", target), (0, RECORDS, ""))
            ours, theirs = socket.socketpair()
            with ours, theirs:
                done = subprocess.run([PHONEY, "generate", "-", "-q", "-o", target], input=TEMPLATE.encode(), stdout=theirs, stderr=subprocess.PIPE, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                ours.settimeout(20)
                self.assertEqual(ours.recv(100), RECORDS.encode())

    def test_descriptor_that_only_reads(self):
        self.assertEqual(generate("-o", "/dev/fd/0"), (1, "", "phoney: cannot write /dev/fd/0: Bad file descriptor\n"))

    def test_named_pipe(self):
        pipe = self.path / "pipe.csv"
        os.mkfifo(pipe)
        read = []
        reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
        reader.start()
        self.assertEqual(generate("-o", pipe), (0, "", ""))
        reader.join(20)
        self.assertEqual(read, [b"a\r\n1\r\n"])
        self.assertTrue(pipe.is_fifo())


class TestInPlace(OutputTest):
    def test_name_of_255_bytes(self):
        target = self.path / ("n" * 250 + ".json")
        for _ in range(2):
            self.assertEqual(generate("-o", target), (0, "", ""))
            self.assertEqual(target.read_text(), RECORDS)
        self.assertEqual(self.files(), [target.name])
        target = self.path / ("n" * 251 + ".json")
        self.assertEqual(generate("-o", target), (1, "", f"phoney: cannot write {target}: File name too long\n"))

    def test_longer_contents_are_cut_off(self):
        target = self.path / ("n" * 250 + ".json")
        target.write_text("x" * 1000)
        inode = target.stat().st_ino
        self.assertEqual(generate("-o", target), (0, "", ""))
        self.assertEqual((target.read_text(), target.stat().st_ino), (RECORDS, inode))

    def test_failure_leaves_a_part(self):
        target = self.path / ("n" * 248 + ".ndjson")
        target.write_text("old")
        self.assertEqual(generate("-o", target, "-n", "50", stdin=FAILS)[0], 1)
        lines = target.read_text().splitlines()
        self.assertTrue(lines and all(line.startswith('{"p":') for line in lines), lines)

    def test_interruption_leaves_a_part(self):
        target = self.path / ("n" * 248 + ".ndjson")
        process = subprocess.Popen([PHONEY, "generate", "-", "-n", "1000000000", "-o", target], stdin=subprocess.PIPE)
        self.addCleanup(process.kill)
        process.stdin.write(TEMPLATE.encode())
        process.stdin.close()
        deadline = time.monotonic() + 30
        while not (target.exists() and target.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(20), -signal.SIGINT)
        self.assertTrue(target.read_text().startswith('{"a":1}\n'))
        self.assertEqual(self.files(), [target.name])

    @unittest.skipIf(os.getuid() != 0, "only root can become another user")
    def test_directory_that_may_not_be_written_to(self):
        self.path.chmod(0o755)
        target = self.path / "out.json"
        target.write_text("old, and longer than the new one")
        os.chown(target, NOBODY, NOBODY)
        self.assertEqual(self.as_nobody("-o", target), (0, "", ""))
        self.assertEqual((target.read_text(), target.stat().st_uid), (RECORDS, NOBODY))
        new = self.path / "new.json"
        self.assertEqual(self.as_nobody("-o", new), (1, "", f"phoney: cannot write {new}: Permission denied\n"))
        self.assertEqual(self.files(), ["out.json"])

    @unittest.skipIf(os.getuid() != 0, "only root can become another user")
    def test_file_of_somebody_else_in_a_sticky_directory(self):
        self.path.chmod(0o1777)
        target = self.path / "out.json"
        target.write_text("old, and longer than the new one")
        target.chmod(0o666)
        self.assertEqual(self.as_nobody("-o", target), (0, "", ""))
        self.assertEqual((target.read_text(), target.stat().st_uid), (RECORDS, 0))
        self.assertEqual(self.files(), ["out.json"])

    def as_nobody(self, *words):
        program = self.path.parent / f"{self.path.name}-phoney"  # where nobody can run it
        program.write_bytes(Path(PHONEY).read_bytes())
        program.chmod(0o755)
        self.addCleanup(program.unlink, missing_ok=True)
        done = subprocess.run([program, "generate", "-", "-q", *map(str, words)], input=TEMPLATE, capture_output=True, text=True, timeout=60, cwd="/",
                              user=NOBODY, group=NOBODY, extra_groups=[])
        return done.returncode, done.stdout, done.stderr

    def test_mounted_file(self):
        """As a container sees a file that is mounted into it."""
        target, source = self.path / "out.json", self.path / "source.json"
        target.write_text("")
        source.write_text("old, and longer than the new one")
        script = 'mount --bind "$1" "$2" && exec "$0" generate - -q -o "$2"'
        words = ["unshare", "-rm", "sh", "-c", script, os.path.abspath(PHONEY), source, target]
        if subprocess.run(["unshare", "-rm", "true"], capture_output=True, timeout=60).returncode != 0:
            self.skipTest("this machine lets no mounts be made")
        done = subprocess.run(words, input=TEMPLATE, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual((source.read_text(), target.read_text()), (RECORDS, ""))
        self.assertEqual(self.files(), ["out.json", "source.json"])


def main():
    global PHONEY
    PHONEY = phoney_from_arguments()
    unittest.main()


if __name__ == "__main__":
    main()
