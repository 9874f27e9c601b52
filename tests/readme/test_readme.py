"""Runs the examples of README.md and of the documents, and checks the links between all of them.

    python tests/readme/test_readme.py --phoney build/test/phoney

- In a ```console block, a line `$ command` is run and the lines below it are what it must print, byte for byte, errors
  included. `phoney` is the one given. A command over several lines ends each but the last in a backslash. A curl line to
  http://localhost:8000 is sent to a server started for it, with its settings for development. `execution_time_ms` and `now`
  may differ: they tell of the run and the day.
- A ```python block is run if the pinned Faker is installed here; what it prints is what its comments behind `print(...)`
  say.
- A block after the line `<!-- not run -->` is not run, nor one that TUTORIAL.md quotes from a program, such as
  `<!-- story.py users -->`: the suite examples runs those.
- Each `data_version` in a document, also in a block that is not run, is that of the phoney given.
- The placeholders in the tables of docs/migrating.md are valid, and agree with what errors suggest for the other tool's name.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.settings import clean_environment  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ("README.md", "COMPATIBILITY.md", "docs/templates.md", "docs/migrating.md", "docs/formats.md", "docs/api.md", "docs/cost.md", "TUTORIAL.md")
MIGRATING = ROOT / "docs" / "migrating.md"
NOT_RUN = re.compile(r"<!-- (?:not run|story\.\w+ \w+) -->\s*\Z")
SERVER = "http://localhost:8000"
TIMEOUT = 60

BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"^print\(.*\)\s+# (.*)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
PLACEHOLDER = re.compile(r"`(\{\{[^`]+\}\})`")
GENERATOR = re.compile(r"\{\{\[?(\w+)")
SUGGESTED = re.compile(r"write \{\{(\w+)[^\n]*\}\} instead of `[^`]+` of (?:faker-js|Mockaroo)")
CHANGING = re.compile(r'"(execution_time_ms|now)":("[^"]*"|[0-9.]+)')
DATA_VERSION = re.compile(r'"data_version":"([^"]*)"')


@dataclass(frozen=True)
class Example:
    """A command or a script of a document, and what it prints."""

    place: str
    language: str
    source: str
    expected: str


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def check(self, what: str, good: bool, detail: str = "") -> None:
        self.passed += good
        self.failed += not good
        if not good:
            print(f"{what}\n{detail}".rstrip())


def examples(document: Path) -> list[Example]:
    text = document.read_text("utf-8")
    found = []
    for block in BLOCK.finditer(text):
        if NOT_RUN.search(text[: block.start()]):
            continue
        line = text.count("\n", 0, block.start()) + 2
        if block[1] == "python":
            expected = "".join(f"{printed}\n" for printed in PRINTED.findall(block[2]))
            found.append(Example(f"{document.relative_to(ROOT)}:{line}", "python", block[2], expected))
        else:
            found += console_examples(f"{document.relative_to(ROOT)}", line, block[2])
    return found


def console_examples(name: str, first_line: int, block: str) -> list[Example]:
    found = []
    lines = block.splitlines()
    i = 0
    while i < len(lines):
        start = i
        if not lines[i].startswith("$ "):
            raise SystemExit(f"{name}:{first_line + i}: a console block begins with a line `$ command`")
        command = lines[i][2:]
        while command.endswith("\\"):
            i += 1
            command = command[:-1] + lines[i].lstrip()
        i += 1
        output = []
        while i < len(lines) and not lines[i].startswith("$ "):
            output.append(lines[i])
            i += 1
        found.append(Example(f"{name}:{first_line + start}", "console", command, "".join(f"{line}\n" for line in output)))
    return found


def run_console(command: str, folder: Path) -> str:
    """What a command prints. `phoney` is the one in the folder's `bin`."""
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environment, timeout=TIMEOUT,
    )
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


@contextmanager
def server(phoney: Path) -> Iterator[str]:
    """A phoney that serves, and its address."""
    process = subprocess.Popen([phoney, "serve", "--port", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                               env=clean_environment())
    try:
        line = process.stderr.readline()
        address = re.search(r"http://\S+", line)
        if address is None:
            raise RuntimeError(f"the server did not start: {line}")
        yield address[0]
    finally:
        process.terminate()
        process.wait(TIMEOUT)


def run_curl(command: str, phoney: Path, folder: Path) -> str:
    """What curl prints, of a server at another address. It shows no progress, as it shows none on a terminal."""
    (folder / ".curlrc").write_text("silent\n")
    with server(phoney) as address:
        environment = {**os.environ, "CURL_HOME": str(folder)}
        done = subprocess.run(
            ["bash", "-c", command.replace(SERVER, address)], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=environment, timeout=TIMEOUT,
        )
    text = done.stdout.decode("utf-8").replace("\r\n", "\n")
    return text if text.endswith("\n") else text + "\n"


def has_pinned_faker() -> bool:
    try:
        import faker
    except ImportError:
        return False
    return faker.VERSION == (ROOT / "data" / "FAKER_VERSION").read_text("utf-8").strip()


def run_python(source: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, timeout=TIMEOUT,
    )
    return done.stdout.decode("utf-8")


def check_example(example: Example, phoney: Path, folder: Path, count: Count) -> None:
    if example.language == "python":
        if not has_pinned_faker():
            count.skipped += 1
            return
        printed = run_python(example.source)
    elif example.source.startswith("curl "):
        printed = run_curl(example.source, phoney, folder)
    else:
        printed = run_console(example.source, folder)
    same = CHANGING.sub(r"\1", printed) == CHANGING.sub(r"\1", example.expected)
    count.check(f"{example.place}: {example.source}", same, f"  expected:\n{example.expected}  printed:\n{printed}")


def table_rows(document: Path) -> list[tuple[str, str]]:
    """The cells of each row of a table of two columns, but for its head."""
    text = FENCED.sub("", document.read_text("utf-8"))
    return re.findall(r"^\| ([^|]+) \| ([^|]+) \|$(?!\n\| ---)", text, re.MULTILINE)


def validation(placeholder: str, phoney: Path) -> str:
    done = subprocess.run([phoney, "validate", "-t", json.dumps(placeholder)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=TIMEOUT)
    return done.stdout.decode("utf-8")


def check_translations(document: Path, phoney: Path, count: Count) -> None:
    for theirs, ours in table_rows(document):
        placeholders = PLACEHOLDER.findall(ours)
        for placeholder in placeholders:
            printed = validation(placeholder, phoney)
            count.check(f"{document.name}: {placeholder} is not valid", printed.startswith("valid: "), printed)
        names = [re.sub(r"\(.*", "", name) for name in re.findall(r"`(faker\.\w+\.\w+)\(", theirs)] or theirs.split(", ")
        suggested = [SUGGESTED.search(validation(f"{{{{{name}}}}}", phoney)) for name in names]
        for suggestion in filter(None, suggested):
            offered = {GENERATOR.match(placeholder)[1] for placeholder in placeholders}
            count.check(f"{document.name}: {theirs}: an error suggests {suggestion[0]}", suggestion[1] in offered)


def anchors(document: Path) -> set[str]:
    """The names by which a document's headings are linked to, as GitHub makes them."""
    headings = HEADING.findall(FENCED.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def documents() -> list[Path]:
    folders = [ROOT, ROOT / "docs", ROOT / "data", ROOT / "data" / "recipes", ROOT / "bench", ROOT / "bench" / "peers",
               ROOT / "examples", *(ROOT / "examples" / name for name in ("curl", "jest", "pytest")),
               ROOT / "aws-infrastructure", ROOT / "aws-infrastructure" / "cdk"]
    return sorted(path for folder in folders for path in folder.glob("*.md"))


def check_links(document: Path, count: Count) -> None:
    for target in LINK.findall(FENCED.sub("", document.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (document.parent / path).resolve() if path else document
        good = linked.exists() and (not anchor or anchor in anchors(linked))
        count.check(f"{document.relative_to(ROOT)}: the link {target} leads nowhere", good)


def check_data_version(document: Path, phoney: Path, count: Count) -> None:
    printed = subprocess.run([phoney, "version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=TIMEOUT).stdout
    version = re.search(r"^data (\w+)$", printed, re.MULTILINE)[1]
    for named in DATA_VERSION.findall(document.read_text("utf-8")):
        count.check(f"{document.relative_to(ROOT)}: the data version is {version}, not {named}", named == version)


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs the documents' examples and checks their links.")
    parser.add_argument("--phoney", required=True, type=Path, metavar="PATH", help="the phoney to test")
    phoney = parser.parse_args().phoney.resolve()

    count = Count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        (folder / "bin").mkdir()
        (folder / "bin" / "phoney").symlink_to(phoney)
        for document in EXAMPLES:
            for example in examples(ROOT / document):
                check_example(example, phoney, folder, count)
        for template in sorted((ROOT / "examples").glob("*.json")):
            printed = run_console(f"phoney validate {shlex.quote(str(template))}", folder)
            count.check(f"examples/{template.name} is not valid", printed.startswith("valid: "), printed)
    check_translations(MIGRATING, phoney, count)
    for document in documents():
        check_links(document, count)
        check_data_version(document, phoney, count)
    print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
