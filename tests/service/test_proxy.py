"""The proxy of docs/settings.md as users write it: nginx with that configuration in front of `phoney serve`.

    python3 test_proxy.py --phoney path/to/phoney
"""

import http.client
import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import serving
from test_auth import ROOT, Server

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
STARTS = 5  # the port that was free may be taken when nginx wants it
KEY = "0123456789abcdef"


def documented() -> str:
    return re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "settings.md").read_text(), re.DOTALL)[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Proxy:
    """The documented nginx, with ports of its own, in front of a server."""

    def __init__(self, server: Server, folder: str):
        backend = server.address.removeprefix("http://")
        for _ in range(STARTS):
            self.port = free_port()
            block = documented().replace("listen 80;", f"listen 127.0.0.1:{self.port};").replace("127.0.0.1:8000", backend)
            paths = "\n".join(f"{name}_temp_path {folder}/{name};" for name in FOLDERS)
            Path(folder, "nginx.conf").write_text(
                f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
                f"events {{}}\nhttp {{ access_log off;\n{paths}\n{block}}}\n")
            self.process = subprocess.Popen([NGINX, "-p", folder, "-c", f"{folder}/nginx.conf"],
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if self.is_up():
                return
            self.stop()
        raise RuntimeError(Path(folder, "error.log").read_text())

    def is_up(self) -> bool:
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=20).close()
                return True
            except OSError:
                time.sleep(0.02)
        return False

    def ask(self, address, target, headers=(), body=None):
        """(status, headers, text) of a client's request from that address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(address, 0))
        try:
            connection.request("POST" if body else "GET", target, body, dict(headers))
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


@unittest.skipUnless(NGINX, "nginx is not installed (apt-get install nginx-light)")
class TestProxy(unittest.TestCase):
    def start(self, **settings):
        """A server with two requests a minute for each client, and the proxy before it."""
        server = Server(RATE_LIMIT_PER_MINUTE="2", API_KEY=KEY, **settings)
        self.addCleanup(lambda: server.process.poll() is not None or server.stop())
        proxy = Proxy(server, self.enterContext(tempfile.TemporaryDirectory()))
        self.addCleanup(proxy.stop)
        return server, proxy

    def clients(self, server):
        return [entry["client"] for entry in map(json.loads, server.stop()[1])]

    def test_a_trusted_proxy_tells_clients_apart(self):
        server, proxy = self.start(TRUSTED_PROXIES="127.0.0.1")
        asked = [("127.0.0.2", {}), ("127.0.0.2", {"X-Forwarded-For": "203.0.113.9"}), ("127.0.0.2", {}), ("127.0.0.3", {})]
        statuses = [proxy.ask(address, "/fake/name", headers)[0] for address, headers in asked]
        self.assertEqual(statuses, [200, 200, 429, 200])
        self.assertEqual(sorted(self.clients(server)), ["127.0.0.2"] * 3 + ["127.0.0.3"])

    def test_all_clients_of_a_proxy_that_is_not_trusted_share_their_limits(self):
        server, proxy = self.start()
        statuses = [proxy.ask(f"127.0.0.{i}", "/fake/name")[0] for i in (2, 3, 4)]
        self.assertEqual(statuses, [200, 200, 429])
        self.assertEqual(self.clients(server), ["127.0.0.1"] * 3)

    def test_streams_pass_whole(self):
        _, proxy = self.start(TRUSTED_PROXIES="127.0.0.1")
        body = json.dumps({"template": {"n": "{{name}}"}, "count": 20_000, "envelope": False})
        status, headers, text = proxy.ask("127.0.0.2", "/api/v1/template/generate",
                                          {"Content-Type": "application/json", "X-API-Key": KEY}, body)
        self.assertEqual((status, len(json.loads(text))), (200, 20_000))
        self.assertNotIn("Strict-Transport-Security", headers)


if __name__ == "__main__":
    serving.main(__name__)
