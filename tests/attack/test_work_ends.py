"""Work ends: for clients who leave, and on SIGTERM, the server soon takes no more CPU time.

    python tests/attack/test_work_ends.py --phoney build/test/phoney [--rounds 10]

What is measured is CPU time, which other work on the machine does not lengthen. A request that is under way may
take 100 ms more; one that nothing ended would take half a second, and with credentials five seconds.
"""

from __future__ import annotations

import socket
import sys
import threading
import time

from attackers import ELEMENTS, HEAVY, LOGIN, STREAM, get, post
from target import DRAIN_SECONDS, SLACK_SECONDS, Checks, Target, arguments_parser, phoney_path

REQUESTS = 3  # of each kind at once: half of the threads for work, so that all are under way
MOST_SECONDS = 0.1  # of CPU time, for one request that is to end
ROOM_SECONDS = 0.3  # for all else: noticing it, giving memory back, ending the process
UNDER_WAY_SECONDS = 0.1  # of CPU time that they must have taken before they are ended
QUIET_SECONDS = 0.4  # without more CPU time than an idle server takes
PATIENCE = 60

GENERATE = b"/api/v1/template/generate"
LARGE_TEMPLATE = {"template": {"a": "{{[date_time]:count=1000}}"}, "count": 10_000}

KINDS = {
    "a stranger's records": HEAVY,
    "sets": get(b"/fake/pyset?count=100&" + ELEMENTS),
    "iterables": get(b"/fake/pyiterable?count=100&" + ELEMENTS),
    "lists in a template": post({"template": {"a": "{{[pylist]:count=20,nb_elements=100000,variable_nb_elements=false}}"}}),
    "records of a user": post(LARGE_TEMPLATE, GENERATE, LOGIN),
    "unique records of a user": post({**LARGE_TEMPLATE, "unique": True}, GENERATE, LOGIN),
    "a compressed stream": STREAM,
    "a long stream": post({"template": {"a": "{{[date_time]:count=100}}"}, "count": 1_000_000}, GENERATE, b"Accept: text/csv\r\n" + LOGIN),
    "CSV": post({**LARGE_TEMPLATE, "format": "csv"}, GENERATE, LOGIN),
}


class Asker(threading.Thread):
    """A client who has asked for that, and takes what comes until it leaves or is left."""

    def __init__(self, target: Target, address: str, data: bytes):
        super().__init__(daemon=True)
        self.client = target.connect(address, PATIENCE)
        self.client.send(data)
        self.start()

    def run(self) -> None:
        try:
            while self.client.socket.recv(1 << 20):
                pass
        except OSError:
            pass

    def leave(self) -> None:
        try:
            self.client.socket.shutdown(socket.SHUT_RDWR)
        except OSError:  # it has been left
            pass
        self.join(PATIENCE)
        self.client.close()


def begin(target: Target, kind: str, checks: Checks) -> list[Asker]:
    """Clients whose requests are under way: they have taken some CPU time, and none has all of its answer."""
    before = target.processor()
    askers = [Asker(target, f"127.0.3.{1 + i}", KINDS[kind]) for i in range(REQUESTS)]
    deadline = time.monotonic() + PATIENCE
    while target.processor() < before + UNDER_WAY_SECONDS and time.monotonic() < deadline:
        time.sleep(0.002)
    checks.expect(time.monotonic() < deadline, f"{kind}: the requests take no CPU time")
    return askers


def taken_in_the_end(target: Target) -> float:
    """The CPU time that it has taken once it takes no more, or after a long wait."""
    deadline = time.monotonic() + PATIENCE
    taken = target.processor()
    while time.monotonic() < deadline:
        time.sleep(QUIET_SECONDS)
        now = target.processor()
        if now - taken < QUIET_SECONDS / 50:
            return now
        taken = now
    return taken


def log_in(target: Target, checks: Checks) -> None:
    """Afterwards these addresses have no password hashed, which takes a quarter of a second and cannot be ended."""
    for i in range(REQUESTS):
        with target.connect(f"127.0.3.{1 + i}", PATIENCE) as client:
            client.send(post({"template": {"a": "{{name}}"}}, GENERATE, LOGIN))
            status = client.response()[0]
            checks.expect(status == 200, f"the login got {status}")


def judge(checks: Checks, what: str, taken: float) -> None:
    most = REQUESTS * MOST_SECONDS + ROOM_SECONDS
    checks.expect(taken < most, f"{what}: {1000 * taken:.0f} ms more CPU time, {1000 * most:.0f} at most are expected")
    print(f"{what}: {1000 * taken:.0f} ms more CPU time, for {REQUESTS} requests", flush=True)


def clients_leave(target: Target, kind: str, checks: Checks) -> None:
    askers = begin(target, kind, checks)
    before = target.processor()
    for asker in askers:
        asker.leave()
    judge(checks, f"{kind}, clients leave", taken_in_the_end(target) - before)


def sigterm(target: Target, kind: str, checks: Checks) -> None:
    askers = begin(target, kind, checks)
    before = taken = target.processor()
    target.process.terminate()
    deadline = time.monotonic() + DRAIN_SECONDS + SLACK_SECONDS
    while target.process.poll() is None and time.monotonic() < deadline:
        try:
            taken = max(taken, target.processor())
        except (OSError, IndexError):  # it is just ending
            break
        time.sleep(0.001)
    target.wait(checks, f"{kind}, SIGTERM")
    judge(checks, f"{kind}, SIGTERM", taken - before)
    for asker in askers:
        asker.leave()


def main() -> int:
    parser = arguments_parser(__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often each kind is ended in each way (default: %(default)s)")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind; may be given several times")
    arguments = parser.parse_args()
    checks = Checks()
    for _ in range(arguments.rounds):
        for kind in arguments.kind or KINDS:
            target = Target(phoney_path(arguments))
            log_in(target, checks)
            clients_leave(target, kind, checks)
            sigterm(target, kind, checks)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
