"""A good client: asks the same few things again and again, looks at every answer, and notes how long it waited."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from target import PATIENCE, Checks, Target  # first, since it says where the next is found

from support.expected import NAMES, RECORDS, SEEDS, TEMPLATE

REQUESTS_PER_CONNECTION = 10  # so that it often comes anew
REST_SECONDS = 0.003  # between requests, so that the client does not compete with the server


PROFILES = 2000


@dataclass
class Ask:
    method: str
    path: str
    body: dict | None
    is_right: Callable[[dict], bool]
    is_quick: bool = True  # so that an event loop answers it


def asks(seed: int) -> tuple[Ask, ...]:
    return (
        Ask("GET", f"/fake/name?count=2&seed={seed}", None, lambda answer: answer["data"] == NAMES[seed]),
        Ask("POST", "/template", {"template": TEMPLATE, "count": 3, "seed": seed}, lambda answer: answer["data"] == RECORDS[seed]),
        Ask("GET", "/health", None, lambda answer: answer["status"] == "healthy"),
        # Some 10 ms of work.
        Ask("POST", "/template", {"template": {"a": "{{[profile]:count=100}}"}, "count": PROFILES // 100},
            lambda answer: sum(len(record["a"]) for record in answer["data"]) == PROFILES, is_quick=False),
        Ask("GET", "/ready", None, lambda answer: answer == {"status": "ready"}),
    )


class GoodClient:
    def __init__(self, target: Target, checks: Checks, beside: str):
        self.target = target
        self.checks = checks
        self.beside = beside  # whom it is served beside
        self.latencies: dict[bool, list[float]] = {True: [], False: []}  # of quick answers and of others
        self.choice = random.Random(beside)

    def ask(self, connection: http.client.HTTPConnection, ask: Ask) -> bool:
        """Whether the connection can be used further."""
        what = f"{self.beside}: {ask.method} {ask.path}"
        began = time.perf_counter()
        try:
            connection.request(ask.method, ask.path, ask.body and json.dumps(ask.body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            waited = time.perf_counter() - began
            return self.checks.expect(False, f"{what} got no answer, {error!r} after {waited:.1f} s")
        self.latencies[ask.is_quick].append(time.perf_counter() - began)
        good = answer.status == 200 and ask.is_right(json.loads(text))
        self.checks.expect(good, f"{what} got {answer.status} {text[:200]!r}")
        return not answer.will_close

    def work(self, end: float) -> None:
        """Until the clock (time.monotonic) says `end`, and at least once all around."""
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.target.port, timeout=PATIENCE)
            for i in range(REQUESTS_PER_CONNECTION):
                ask = asks(self.choice.choice(SEEDS))
                if not self.ask(connection, ask[i % len(ask)]):
                    break
                if time.monotonic() > end and i + 1 >= len(ask):
                    connection.close()
                    return
                time.sleep(REST_SECONDS)
            connection.close()
            if time.monotonic() > end:
                return

    def report(self) -> str:
        """How long it waited, in milliseconds."""
        waits = sorted(self.latencies[True]) or [float("nan")]
        p50, p99 = (1000 * waits[min(len(waits) - 1, int(len(waits) * part))] for part in (0.5, 0.99))
        longest = 1000 * max(self.latencies[False], default=float("nan"))
        return (f"{self.beside:26} {len(waits):6} answers, p50 {p50:7.2f} ms, p99 {p99:7.2f} ms, max {1000 * waits[-1]:7.1f} ms; "
                f"with 10 ms of work: max {longest:7.1f} ms")
