"""The one call of CodeDeploy that a hook makes: its report."""

from __future__ import annotations

import http.server
import json
import queue
import threading

TARGET = "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus"


class HookReports:
    def __init__(self) -> None:
        self._reports: queue.Queue[dict[str, str]] = queue.Queue()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take_status(self) -> str:
        """Of the report that came, for the deployment `d-1`; CodeDeploy takes a missing one for a failure."""
        try:
            report = self._reports.get_nowait()
        except queue.Empty:
            return "missing"
        if (report["deploymentId"], report["lifecycleEventHookExecutionId"]) != ("d-1", "h-1"):
            raise RuntimeError(f"a report of another deployment: {report}")
        return report["status"]

    def _handler(reports) -> type[http.server.BaseHTTPRequestHandler]:  # noqa: N805 - the handler's own self is another
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                good = self.headers["X-Amz-Target"] == TARGET
                if good:
                    reports._reports.put(json.loads(body))
                self.send_response(200 if good else 400)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

        return Handler
