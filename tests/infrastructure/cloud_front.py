"""Stands in for CloudFront, which the emulator does not run: it sends what it gets to the API, with the header of the distribution."""

from __future__ import annotations

import http.server
import threading
import urllib.error
import urllib.request

from stacks import Stacks


class CloudFront:
    """For the one distribution of the emulator. Runs while in its `with` block."""

    def __init__(self, stacks: Stacks, stack: str) -> None:
        self.stacks, self.stack = stacks, stack

    def __enter__(self) -> CloudFront:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def header(self) -> tuple[str, str]:
        """That the distribution adds now."""
        (distribution,) = self.stacks.client("cloudfront").list_distributions()["DistributionList"]["Items"]
        (origin,) = distribution["Origins"]["Items"]
        (header,) = origin["CustomHeaders"]["Items"]
        return header["HeaderName"], header["HeaderValue"]

    def _handler(front) -> type[http.server.BaseHTTPRequestHandler]:  # noqa: N805 - the handler's own self is another
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self.forward(None)

            def do_POST(self) -> None:
                self.forward(self.rfile.read(int(self.headers["Content-Length"])))

            def forward(self, body: bytes | None) -> None:
                headers = {name: value for name, value in self.headers.items() if name.lower() in {"content-type", "authorization"}}
                name, value = front.header()
                request = urllib.request.Request(front.stacks.api_url(front.stack) + self.path, body, {**headers, name: value}, method=self.command)
                try:
                    answer = urllib.request.urlopen(request, timeout=60)
                except urllib.error.HTTPError as error:
                    answer = error
                with answer:
                    text = answer.read()
                self.send_response(answer.status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        return Handler
