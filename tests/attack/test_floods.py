"""Floods: a good client beside 50 attackers of each kind, for some seconds.

    python tests/attack/test_floods.py --phoney build/test/phoney [--seconds 30] [--rounds 3] [--kind "half bodies"]

No good request may be refused, answered wrongly or left without an answer, memory stays bounded, and SIGTERM ends the
server whatever the attackers do. How long the good client waits is printed and not judged, since machines differ: the
99th percentile is to be under 50 ms on two processors.
"""

from __future__ import annotations

import sys
import threading
import time

from attackers import KINDS, Attack
from good_client import GoodClient
from target import Checks, Target, arguments_parser, phoney_path

AIM_MS = 50
HEAD_START_SECONDS = 0.7  # for the attack
# What unfinished requests and unread answers may hold (ServerOptions::max_held_bytes), six answers under way with the
# 64 MiB that the largest may have, twice while a buffer grows, and the 96 MiB that `unique` may remember, and the rest
# of the server.
MOST_MEMORY = (256 + 6 * (64 + 96) + 100) << 20
# SIGTERM comes while these go on; waiting for the connections of the others to be cut off would take the whole time
# for draining, once each. With many seconds there is time for all.
ENDED_UNDER_FIRE = {"heavy, one address", "heavy, 120 pipelined", "sets of dictionaries", "HEAD of assets"}
MANY_SECONDS = 10


class Memory(threading.Thread):
    """Watches the most memory that the server has had."""

    def __init__(self, target: Target):
        super().__init__(daemon=True)
        self.target = target
        self.most = 0
        self.over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.over.wait(0.05):
            try:
                self.most = max(self.most, self.target.resident())
            except (OSError, IndexError):  # it has ended, which others notice
                return


def flood(target: Target, kind: str, seconds: float, checks: Checks) -> None:
    memory = Memory(target)
    attack = Attack(kind, target.port)
    time.sleep(HEAD_START_SECONDS)
    client = GoodClient(target, checks, kind)
    client.work(time.monotonic() + seconds)
    attacked = attack.count.value
    if kind in ENDED_UNDER_FIRE or seconds >= MANY_SECONDS:
        target.end(checks, kind)
        attack.stop()
    else:
        attack.stop()
        target.end(checks, kind)
    memory.over.set()
    memory.join(60)
    checks.expect(attacked > 0 or kind == "nobody", f"{kind}: the attack has not come about")
    checks.expect(memory.most < MOST_MEMORY, f"{kind}: {memory.most >> 20} MiB were resident, {MOST_MEMORY >> 20} at most are expected")
    print(f"{client.report()}; attacks: {attacked}; memory: {memory.most >> 20} MiB", flush=True)


def main() -> int:
    parser = arguments_parser(__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.5, help="how long each kind attacks (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=1, help="how often all kinds do (default: %(default)s)")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind; may be given several times")
    arguments = parser.parse_args()
    checks = Checks()
    print(f"the p99 of a good client beside each kind, aimed at: less than {AIM_MS} ms")
    for _ in range(arguments.rounds):
        for kind in arguments.kind or KINDS:
            flood(Target(phoney_path(arguments)), kind, arguments.seconds, checks)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
