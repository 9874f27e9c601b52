"""Memory: unfinished bodies, clients who pipeline and hardly read, and idle connections as many as there can be.

    python tests/attack/test_memory.py --phoney build/test/phoney [--seconds 60]

Resident memory stays bounded, and a newcomer is served meanwhile. What the kernel keeps in its buffers is not the
server's to bound.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import attackers
from attackers import KINDS, Attack, get, many_addresses, nobody_reads
from target import Checks, Target, arguments_parser, phoney_path

MEBI = 1 << 20
HELD = 256 * MEBI  # ServerOptions::max_held_bytes
CONNECTION = 24 << 10  # bytes that each connection may have beside those: its session, a first buffer, an answer of 4 KiB
PENDING = 70 << 10  # and more, with answers that wait for it (32 KiB ahead, the last of them may go beyond)
OTHERS = 100 * MEBI  # the server itself, and buffers of which the allocator still has both the old and the new one
LEFT = 100 * MEBI  # once the attackers have gone: the server, and what small blocks have left in the heap of each thread
NEWCOMERS = 20
PATIENCE = 30  # seconds; three thousand connections that all begin at once take long to have their turns


@dataclass(frozen=True)
class Case:
    attack: Callable
    connections: int  # that it opens
    most: int  # bytes that may be resident
    is_over: bool = True  # at once when the attackers go, whose connections do not hold requests that have yet to be answered


CASES = {
    "1,500 unfinished bodies": Case(attackers.half_bodies, 1500, HELD + 1500 * CONNECTION + OTHERS),
    "3,000 who pipeline and do not read": Case(
        nobody_reads(get(b"/fake/name?count=100") * 50, 3000, many_addresses), 3000, 3000 * (CONNECTION + PENDING) + OTHERS),
    "500 who ask for much and do not read": Case(
        nobody_reads(attackers.LARGE, 500, many_addresses), 500, HELD + 500 * CONNECTION + 6 * 64 * MEBI + OTHERS, is_over=False),
    "500 who ask for wide CSV and do not read": Case(
        nobody_reads(attackers.WIDE, 500, many_addresses), 500, HELD + 500 * CONNECTION + 6 * 64 * MEBI + OTHERS, is_over=False),
    "50 who have 90 MB of unique values remembered": Case(
        KINDS["unique values"], 50, 6 * 96 * MEBI + HELD + OTHERS),
    "250 who read records of 9 MB": Case(
        attackers.all_read(attackers.LARGE_RECORDS, 250, many_addresses), 250, HELD + 250 * CONNECTION + 6 * 64 * MEBI + OTHERS),
    "10,000 who do not read an asset": Case(
        nobody_reads(get(b"/assets/swagger-ui-bundle.js"), 10_000, attackers.ten_addresses), 9000, HELD + 10_000 * CONNECTION + OTHERS),
    "10,000 who do not read a compressed asset": Case(
        nobody_reads(get(b"/assets/swagger-ui-bundle.js", b"Accept-Encoding: gzip\r\n"), 10_000, attackers.ten_addresses), 9000, 10_000 * CONNECTION + OTHERS),
    "10,000 idle": Case(KINDS["idle"], 9000, 10_000 * CONNECTION + OTHERS),
}


def newcomer_is_served(target: Target, waits: list[float]) -> str:
    """Nothing, or what a newcomer got instead of an answer. Notes how long it waited."""
    began = time.monotonic()
    try:
        with target.connect(patience=PATIENCE) as client:
            client.send(get(b"/health"))
            status, _, body = client.response()
            return "" if status == 200 else f"{status} {body[:200]!r}"
    except (OSError, EOFError) as error:
        return f"{error!r} after {time.monotonic() - began:.1f} s"
    finally:
        waits.append(time.monotonic() - began)


def memory_left(target: Target) -> int:
    """What is resident once the attackers have gone, as soon as that is little, or after a long wait."""
    deadline = time.monotonic() + PATIENCE
    while (left := target.resident()) >= LEFT and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def hold_out(target: Target, name: str, case: Case, seconds: float, checks: Checks) -> None:
    KINDS[name] = case.attack
    attack = Attack(name, target.port)
    deadline = time.monotonic() + 60
    while attack.count.value < case.connections and time.monotonic() < deadline:
        time.sleep(0.02)
    checks.expect(attack.count.value >= case.connections, f"{name}: only {attack.count.value} attacks have come about")
    most = 0
    end = time.monotonic() + seconds
    waits: list[float] = []
    while time.monotonic() < end or len(waits) < NEWCOMERS:
        most = max(most, target.resident())
        wrong = newcomer_is_served(target, waits)
        checks.expect(not wrong, f"{name}: a newcomer got {wrong}")
        time.sleep(0.02)
    attack.stop()
    left = memory_left(target)
    checks.expect(left < LEFT or not case.is_over, f"{name}: {left / MEBI:.0f} MiB are resident once all have gone, {LEFT / MEBI:.0f} at most are expected")
    checks.expect(most < case.most, f"{name}: {most / MEBI:.0f} MiB were resident, {case.most / MEBI:.0f} at most are expected")
    target.end(checks, name)
    print(f"{name:36} at most {most / MEBI:4.0f} MiB resident of {case.most / MEBI:4.0f}, then {left / MEBI:.0f}; {len(waits)} newcomers, who waited {1000 * max(waits):.0f} ms at most", flush=True)


def main() -> int:
    parser = arguments_parser(__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2, help="how long each attack goes on (default: %(default)s)")
    arguments = parser.parse_args()
    checks = Checks()
    for name, case in CASES.items():
        hold_out(Target(phoney_path(arguments)), name, case, arguments.seconds, checks)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
