"""The fixtures `phoney`, a client for test data, and `seed`, a number of the test's own."""

import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import requests


class Phoney:
    """A client of one server."""

    def __init__(self, url: str):
        self.url = url

    def records(self, template: Any, count: int, **options: Any) -> list[Any]:
        """Records from a template. Options: seed, locale, unique, now. Raises requests.HTTPError with phoney's reason."""
        request = {"template": template, "count": count, **options}
        response = requests.post(f"{self.url}/template", json=request, timeout=30)
        if not response.ok:
            raise requests.HTTPError(f"{response.status_code}: {response.json()['detail']}", response=response)
        answer = response.json()
        assert not answer["warnings"], answer["warnings"]
        return answer["data"]

    def record(self, template: Any, **options: Any) -> Any:
        return self.records(template, 1, **options)[0]


@pytest.fixture(scope="session")
def phoney() -> Iterator[Phoney]:
    if url := os.environ.get("PHONEY_URL"):
        yield Phoney(url)
        return
    binary = os.environ.get("PHONEY_BINARY") or shutil.which("phoney")
    if not binary:
        pytest.fail("set PHONEY_URL to a server's address, or PHONEY_BINARY to the program")
    # Logging off: nobody would read it, and a full pipe would stop the server. No settings from the environment and from .env: the tests
    # are the same for everybody.
    command = [binary, "serve", "--port", "0", "--log-level", "off", "--env-file", os.devnull]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={}) as process:
        try:
            line = process.stderr.readline()  # "phoney: listening on http://127.0.0.1:41234"
            address = re.search(r"http://\S+", line)
            if address is None:
                pytest.fail(f"phoney did not start: {line}")
            yield Phoney(address[0])
        finally:
            process.terminate()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The same in every run, and another one for each test."""
    return zlib.crc32(request.node.nodeid.encode())
