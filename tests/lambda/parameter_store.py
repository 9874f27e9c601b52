"""A Parameter Store in this process, and a Secrets Manager whose secret is empty, as slow and as faulty as a test wants it. Standard library only."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import time


class ParameterStore:
    """What stands below /phoney/dev/, and how it is answered."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.status = 200
        self.pause = 0.0  # seconds, before each response
        self.calls = 0
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        # What a function needs to read it.
        self.environment = {
            "USE_PARAMETER_STORE": "true",
            "AWS_ENDPOINT_URL_SSM": f"http://127.0.0.1:{self._server.server_port}",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "id",
            "AWS_SECRET_ACCESS_KEY": "key",
            "STAGE": "dev",
        }

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(store) -> type[http.server.BaseHTTPRequestHandler]:  # noqa: N805 - the handler's own self is another
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                store.calls += 1
                self.rfile.read(int(self.headers["Content-Length"]))
                # What it holds when it was asked, and not when it answers.
                parameters = [{"Name": f"/phoney/dev/{name}", "Type": "String", "Value": value} for name, value in store.values.items()]
                body, status = json.dumps({"Parameters": parameters, "SecretString": "{}"}).encode(), store.status
                time.sleep(store.pause)
                with contextlib.suppress(OSError):  # nobody waits for it any longer
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

        return Handler
