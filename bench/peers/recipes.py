"""How each peer is installed, built and run.

Each version is pinned in one place, the peer's own manifest (`requirements-*.txt`, `package.json`, `go.mod`, `Cargo.toml`,
`pom.xml`); Python Faker's is `data/FAKER_VERSION`, the version that phoney reproduces.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
ROOT = SOURCES.parents[1]
FAKER_VERSION = (ROOT / "data" / "FAKER_VERSION").read_text().strip()

Command = tuple[str, ...]


@dataclass(frozen=True)
class Peer:
    """A library to compare with. Commands run in a copy of `source`; `run` is given the number of records."""

    name: str
    source: str
    tools: tuple[str, ...]
    install: tuple[Command, ...]
    run: Command
    records: int  # By default: a round of them takes half a second or less.


def _python_peer(name: str, script: str, requirements: Command, records: int) -> Peer:
    python = "venv/bin/python"
    return Peer(
        name, "python", (),
        install=(
            (sys.executable, "-m", "venv", "--clear", "venv"),
            (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements),
        ),
        run=(python, script),
        records=records,
    )


PEERS = (
    _python_peer("python-faker", "faker_bench.py", ("-r", "requirements-faker.txt", f"Faker=={FAKER_VERSION}"), 500),
    _python_peer("mimesis", "mimesis_bench.py", ("-r", "requirements-mimesis.txt"), 5_000),
    Peer(
        "faker-js", "faker_js", ("npm", "node"),
        install=(("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"),),
        run=("node", "bench.js"),
        records=20_000,
    ),
    Peer(
        "gofakeit", "gofakeit", ("go",),
        install=(("go", "build", "-buildvcs=false", "-o", "bench", "."),),
        run=("./bench",),
        records=100_000,
    ),
    Peer(
        "fake-rs", "fake_rs", ("cargo",),
        install=(("cargo", "build", "--quiet", "--release", "--target-dir", "target"),),
        run=("target/release/bench-fake-rs",),
        records=100_000,
    ),
    Peer(
        "datafaker", "datafaker", ("mvn", "javac", "java"),
        install=(
            ("mvn", "--quiet", "--batch-mode", "dependency:copy-dependencies"),
            ("javac", "-cp", "lib/*", "-d", "classes", "Bench.java"),
        ),
        run=("java", "-XX:+UseSerialGC", "-cp", "classes:lib/*", "Bench"),
        records=100_000,
    ),
)
