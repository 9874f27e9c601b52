#!/usr/bin/env python3
"""Builds phoney's release benchmark, measures it and its peers in one go, and prints a table.

Everything is measured in several rounds, phoney and each peer in turn, and each figure is the least of its rounds: other work on
the machine only ever adds time, so the least is the nearest to the undisturbed one, for phoney and the peers alike. Ratios
compare figures of this same run. A part that cannot be measured here gets a row that says why. Nothing is asserted.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
sys.path[:0] = [str(BENCH / "peers"), str(BENCH / "report")]

import collect  # noqa: E402
import phoney  # noqa: E402
import recipes  # noqa: E402
from table import NOTHING, aligned, number, ratio  # noqa: E402

BENCHMARKS = ("record_json", "name_json", "name", "email", "address", "random_int", "date_time", "date_of_birth", "pydecimal", "seed_and_record")
EXAMPLE = ROOT / "examples" / "users-bench.json"

Row = list[str]


def attempt(measurement: Callable[..., Any], *arguments: Any) -> tuple[Any, str]:
    """What was measured and "", or None and a cell that says why not."""
    try:
        return measurement(*arguments), ""
    except (phoney.NotMeasured, collect.LeftOut) as reason:
        return None, f"not measured: {reason}"


@dataclass
class Measured:
    """The least figures of all rounds; of what could not be measured, the reason."""

    rates: dict[str, phoney.Rate] = field(default_factory=dict)
    why: str = ""
    peers: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def measure_rounds(executable: Path | None, names: list[str], records: int | None, rounds: int) -> Measured:
    """Benchmarks and peers in turn, round after round. What fails once is left alone."""
    measured = Measured()
    for number_of_round in range(1, rounds + 1):
        if executable and not measured.why:
            print(f"round {number_of_round} of {rounds}: phoney", file=sys.stderr)
            found, measured.why = attempt(phoney.benchmarks, executable)
            measured.rates = phoney.fastest(measured.rates, found or {})
        for peer in recipes.PEERS:
            if peer.name not in names or peer.name in measured.missing:
                continue
            print(f"round {number_of_round} of {rounds}: {peer.name}", file=sys.stderr)
            result, why = attempt(collect.measure, peer, records)
            if result is None:
                measured.missing[peer.name] = why
                measured.peers.pop(peer.name, None)
            else:
                measured.peers[peer.name] = collect.least(measured.peers.get(peer.name), result)
    return measured


def peer_rows(measured: Measured) -> list[Row]:
    rates = measured.rates
    record_ns, name_ns = (rates[name].ns if name in rates else None for name in ("record_json", "name"))
    return [
        [
            peer, result["version"], number(result["record_ns"]), number(1e9 / result["record_ns"]),
            ratio(result["record_ns"], record_ns), number(result["name_ns"]), ratio(result["name_ns"], name_ns),
        ]
        for peer, result in measured.peers.items()
    ]


def faker_times(measured: Measured) -> dict[str, float]:
    """Python Faker's nanoseconds by benchmark; empty if it was not measured."""
    result = measured.peers.get("python-faker")
    return {"record_json": result["record_ns"], "name": result["name_ns"], **result["generators_ns"]} if result else {}


def phoney_row(version: str, rates: dict[str, phoney.Rate]) -> Row:
    record, name = rates.get("record_json"), rates.get("name")
    return [
        "phoney", version, number(record and record.ns), number(record and record.items), NOTHING,
        number(name and name.ns), NOTHING,
    ]


def benchmark_rows(rates: dict[str, phoney.Rate], faker: dict[str, float], why: str) -> list[Row]:
    """One row per benchmark: nanoseconds per value, megabytes per second, and how many times as long Python Faker takes."""
    rows = []
    for name in BENCHMARKS:
        cell = why or "not measured: the executable has no such benchmark"
        if rate := rates.get(name):
            speed = f", {number(rate.bytes / 1e6)} MB/s" if rate.bytes else ""
            cell = f"{number(rate.ns)} ns{speed}"
            if name in faker:
                cell += f"; Python Faker {number(faker[name])} ns, {ratio(faker[name], rate.ns)}"
        rows.append([name, cell])
    return rows


def generate_cell(binary: Path, count: int, in_memory: phoney.Rate | None) -> str:
    generated, why = attempt(phoney.generate, binary, EXAMPLE, count)
    if not generated:
        return why
    text = f"{generated.cpu:.2f} s CPU, {generated.wall:.2f} s wall for {count:,} records"
    if not in_memory:
        return text + "; record_json, to compare with, was not measured"
    by_cpu, by_wall = (100 * count / seconds / in_memory.items if seconds else 0 for seconds in (generated.cpu, generated.wall))
    return text + f"; {by_cpu:.0f}% (CPU), {by_wall:.0f}% (wall) of the in-memory rate"


def startup_cell(binary: Path) -> str:
    times, why = attempt(phoney.startup_ms, [binary, "version"])
    if not times:
        return why
    text = f"median {times[0]:.2f} ms, least {times[1]:.2f} ms of {phoney.STARTUP_SPAWNS}"
    floor, _ = attempt(phoney.startup_ms, ["/bin/true"])
    return text + (f" (/bin/true: {floor[0]:.2f}, {floor[1]:.2f})" if floor else "")


def instruction_cell(binary: Path) -> str:
    instructions, why = attempt(phoney.instructions_per_record, binary, EXAMPLE)
    return why or f"{number(instructions)} instructions per record"


def parse_arguments() -> argparse.Namespace:
    names = [peer.name for peer in recipes.PEERS]
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--peers", default=",".join(names), help="comma-separated names, or none (default: %(default)s)")
    parser.add_argument("--records", type=int, help="records a round for every peer (default: each peer's own)")
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured (default: %(default)s)")
    parser.add_argument("--generate-count", type=int, default=10_000_000, help="records of the generate run (default: %(default)s)")
    parser.add_argument("--build-dir", type=Path, metavar="DIR", help="measure what this folder holds; without it, build/bench is built")
    arguments = parser.parse_args()
    arguments.peers = [] if arguments.peers == "none" else arguments.peers.split(",")
    if unknown := sorted(set(arguments.peers) - set(names)):
        parser.error(f"unknown peer {', '.join(unknown)}; there are {', '.join(names)}")
    for option in ("records", "rounds", "generate_count"):
        if (getattr(arguments, option) or 1) < 1:
            parser.error(f"--{option.replace('_', '-')} must be at least 1")
    return arguments


def main() -> None:
    arguments = parse_arguments()
    directory = (arguments.build_dir or ROOT / "build" / "bench").resolve()
    binary = directory / "phoney"
    not_built = "" if arguments.build_dir else attempt(phoney.build, ROOT, "bench", "phoney", "phoney_bench")[1]

    executable = None if not_built else directory / "bench" / "phoney_bench"
    measured = measure_rounds(executable, arguments.peers, arguments.records, arguments.rounds)
    rates = measured.rates
    version = None if not_built else attempt(phoney.version, binary)[0]
    cells = {
        "generate": not_built or generate_cell(binary, arguments.generate_count, rates.get("record_json")),
        "instructions": not_built or instruction_cell(binary),
        "start-up": not_built or startup_cell(binary),
    }

    header = ["library", "version", "ns/record", "records/s", "phoney:peer", "ns/name", "phoney:peer"]
    print(aligned([header, phoney_row(version or NOTHING, rates), *peer_rows(measured)], left=2))
    print()
    missing = [[peer, why] for peer, why in measured.missing.items()]
    rows = benchmark_rows(rates, faker_times(measured), not_built or measured.why)
    print(aligned([*missing, *rows, *map(list, cells.items())], left=2))
    print(f"\nTimes are CPU time, each the least of {arguments.rounds} rounds: of phoney and each peer in turn.")


if __name__ == "__main__":
    main()
