"""A good client: asks the same few things again and again, looks at every answer, and notes how long it waited."""

from __future__ import annotations

import http.client
import json
import random
import time

from target import PATIENCE, Checks, Target  # first, since it says where the next is found

from support.expected import NAMES, RECORDS, SEEDS, TEMPLATE

REQUESTS_PER_CONNECTION = 8  # so that it often comes anew
REST_SECONDS = 0.003  # between requests, so that the client does not compete with the server


def name(seed: int) -> tuple[str, str, dict | None]:
    return "GET", f"/fake/name?count=2&seed={seed}", None


def records(seed: int) -> tuple[str, str, dict | None]:
    return "POST", "/template", {"template": TEMPLATE, "count": 3, "seed": seed}


def is_right(path: str, seed: int, body: bytes) -> bool:
    answer = json.loads(body)
    if path == "/health":
        return answer["status"] == "healthy"
    if path == "/ready":
        return answer == {"status": "ready"}
    return answer["data"] == (RECORDS if path == "/template" else NAMES)[seed]


class GoodClient:
    def __init__(self, target: Target, checks: Checks, beside: str):
        self.target = target
        self.checks = checks
        self.beside = beside  # whom it is served beside
        self.latencies: list[float] = []
        self.choice = random.Random(beside)

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str, body: dict | None, seed: int) -> bool:
        """Whether the connection can be used further."""
        began = time.perf_counter()
        try:
            connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            waited = time.perf_counter() - began
            return self.checks.expect(False, f"{self.beside}: {method} {path} got no answer, {error!r} after {waited:.1f} s")
        self.latencies.append(time.perf_counter() - began)
        good = answer.status == 200 and is_right(path.partition("?")[0], seed, text)
        self.checks.expect(good, f"{self.beside}: {method} {path} got {answer.status} {text[:200]!r}")
        return not answer.will_close

    def work(self, end: float) -> None:
        """Until the clock (time.monotonic) says `end`, and at least once all around."""
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.target.port, timeout=PATIENCE)
            for i in range(REQUESTS_PER_CONNECTION):
                seed = self.choice.choice(SEEDS)
                ask = (name(seed), records(seed), ("GET", "/health", None), ("GET", "/ready", None))[i % 4]
                if not self.ask(connection, *ask, seed):
                    break
                if time.monotonic() > end and i >= 4:
                    connection.close()
                    return
                time.sleep(REST_SECONDS)
            connection.close()
            if time.monotonic() > end:
                return

    def report(self) -> str:
        """How long it waited, in milliseconds."""
        waits = sorted(self.latencies) or [float("nan")]
        p50, p99 = (1000 * waits[min(len(waits) - 1, int(len(waits) * part))] for part in (0.5, 0.99))
        return f"{self.beside:26} {len(self.latencies):6} answers, p50 {p50:7.2f} ms, p99 {p99:7.2f} ms, max {1000 * waits[-1]:7.1f} ms"
