"""An AWS Region in this process, for many sandboxes at once: Parameter Store and Secrets Manager with AWS's quotas, and a Runtime API. Standard library only.

Source of the quotas: https://docs.aws.amazon.com/general/latest/gr/ssm.html and /asm.html
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from certificates import HOST, Certificates

LONGEST = 3600  # seconds
BY_PATH, BY_NAME, SECRET = "AmazonSSM.GetParametersByPath", "AmazonSSM.GetParameters", "secretsmanager.GetSecretValue"


@dataclass
class Quota:
    """So many calls a second, and so many at once."""

    rate: float
    actions: tuple[str, ...]
    left: float = field(init=False)
    at: float = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.left = self.rate

    def take(self) -> bool:
        now = time.monotonic()
        self.left = min(self.rate, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


def default_quotas() -> list[Quota]:
    return [Quota(40, (BY_PATH, BY_NAME)), Quota(10_000, (SECRET,))]


def higher_throughput() -> list[Quota]:
    return [Quota(100, (BY_PATH,)), Quota(3000, (BY_NAME,)), Quota(10_000, (SECRET,))]


@dataclass
class Sandbox:
    started: float
    process: subprocess.Popen[bytes] | None = None  # until it is there
    ready: float | None = None  # when it asked for its first invocation
    error: str = ""  # of its start

    def is_over(self) -> bool:
        return self.ready is not None or bool(self.error) or (self.process is not None and self.process.poll() is not None)


class Region:
    """Give `environment` to its functions. Each sandbox has an address of its own, by which it is known. With certificates, the services are
    reached over TLS."""

    def __init__(self, quotas: list[Quota], parameters: dict[str, str], secret: dict[str, str], certificates: Certificates | None = None) -> None:
        self.quotas = quotas
        self.parameters = parameters
        self.secret = secret
        self.calls: Counter[str] = Counter()  # by action, and those refused as "throttled"
        self.sandboxes: dict[str, Sandbox] = {}
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self.port = self._listen(None)
        url = f"http://127.0.0.1:{self.port}" if certificates is None else f"https://{HOST}:{self._listen(certificates.server)}"
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.environment = {
            "USE_PARAMETER_STORE": "true", "USE_SECRETS_MANAGER": "true", "STAGE": "prod", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "key",
        }
        if certificates is not None:
            self.environment["SSL_CERT_FILE"] = str(certificates.authorities)

    def _listen(self, context: ssl.SSLContext | None) -> int:
        """The port."""
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "0.0.0.0", 0, backlog=4096, ssl=context))
        self._servers.append(server)
        return server.sockets[0].getsockname()[1]

    def start(self, binary: Path, environment: dict[str, str], log: int = subprocess.DEVNULL) -> None:
        """One more sandbox."""
        number = len(self.sandboxes) + 1
        host = f"127.1.{number >> 8}.{number & 255}"
        sandbox = self.sandboxes[host] = Sandbox(time.monotonic())
        sandbox.process = subprocess.Popen([binary], stdout=log, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                           env={**environment, "AWS_LAMBDA_RUNTIME_API": f"{host}:{self.port}"})

    def wait(self, seconds: float) -> None:
        """Until every sandbox has asked for its first invocation or has ended, and for so long at most."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not all(sandbox.is_over() for sandbox in self.sandboxes.values()):
            time.sleep(0.01)

    def close(self) -> None:
        processes = [sandbox.process for sandbox in self.sandboxes.values() if sandbox.process is not None]
        for process in processes:
            process.kill()
        for process in processes:
            process.wait(60)
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
                body = await reader.readexactly(int(fields.get("content-length", 0)))
                host = writer.get_extra_info("sockname")[0]
                status, answer = await self._answer(host, lines[0].split(" ")[1], fields.get("x-amz-target", ""), body)
                text = json.dumps(answer).encode()
                writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(text), text))
                await writer.drain()
        writer.close()

    async def _answer(self, host: str, path: str, action: str, body: bytes) -> tuple[int, Any]:
        if action:
            return self._aws(action, json.loads(body))
        sandbox = self.sandboxes[host]
        if path.endswith("/invocation/next"):
            sandbox.ready = sandbox.ready or time.monotonic()
            await asyncio.sleep(LONGEST)  # nothing is ever invoked
        if path.endswith("/init/error"):
            sandbox.error = json.loads(body)["errorMessage"]
        return 202, {}

    def _aws(self, action: str, request: dict) -> tuple[int, Any]:
        self.calls[action] += 1
        if not next(quota for quota in self.quotas if action in quota.actions).take():
            self.calls["throttled"] += 1
            return 400, {"__type": "ThrottlingException", "message": "Rate exceeded"}
        if action == SECRET:
            return 200, {"SecretString": json.dumps(self.secret)}
        stored = {f"/phoney/prod/{name}": value for name, value in self.parameters.items()}
        names = request.get("Names", stored)
        return 200, {"Parameters": [{"Name": name, "Value": stored[name]} for name in names if name in stored]}
