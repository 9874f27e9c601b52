"""buildah with a storage of its own, and how an image of phoney is looked at and run by it. No registry is asked."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lambda"))
import program  # noqa: E402 - of the suite `lambda`
import rie  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
FUNCTION = ROOT / "aws-infrastructure" / "docker" / "Dockerfile"
SERVICE = ROOT / "Dockerfile"
EVENT = ROOT / "tests" / "lambda" / "events" / "http_api.json"
# Without root, buildah needs user namespaces, which not every machine gives; what installed it became root too.
AS_ROOT = [] if os.geteuid() == 0 else ["sudo"]


class Buildah:
    """buildah, which keeps all its images and containers below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *words: str | Path) -> list[str | Path]:
        storage = ["--storage-driver", "vfs", "--root", self.folder / "root", "--runroot", self.folder / "run"]
        return [*AS_ROOT, "env", "BUILDAH_ISOLATION=chroot", "buildah", *storage, *words]

    def __call__(self, *words: str | Path) -> str:
        """What it prints; AssertionError with its errors if it fails."""
        done = subprocess.run(self.command(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
        if done.returncode != 0:
            raise AssertionError(f"buildah {words[0]}: {done.stdout[-2000:]}{done.stderr[-8000:]}")
        return done.stdout.strip()

    def build(self, dockerfile: Path, context: Path, *words: str) -> str:
        """The image's id, which is the digest of its configuration and so of all that it holds. An image that is not here is an error."""
        options = ["--quiet", "--pull-never", "--format", "oci", "--timestamp", "0", "--file", dockerfile]
        return self("build", *options, *words, context).splitlines()[-1]

    @contextlib.contextmanager
    def running(self, container: str, port: int, command: list[str], *options: str) -> Iterator[subprocess.Popen[bytes]]:
        """A command that goes on in a container, from when it listens at that port of this machine."""
        quiet = subprocess.DEVNULL
        words = self.command("run", *options, container, "--", *command)
        process = subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            if not rie.wait_for(port, process):
                raise AssertionError(f"{command[0]} does not listen at port {port}")
            yield process
        finally:
            subprocess.run([*AS_ROOT, "kill", "--", f"-{process.pid}"], check=True, timeout=60)
            process.wait(20)


class Image:
    """An image that buildah built."""

    def __init__(self, buildah: Buildah, identity: str) -> None:
        self.buildah = buildah
        self.identity = identity
        self.pushed = buildah.folder / f"pushed-{identity}"
        buildah("push", "--quiet", identity, f"oci:{self.pushed}")

    def config(self) -> dict[str, Any]:
        """How it is started, as the Open Container Initiative spells it."""
        return json.loads(self.buildah("inspect", "--type", "image", self.identity))["OCIv1"]["config"]

    def _blob(self, descriptor: dict[str, Any]) -> bytes:
        return (self.pushed / "blobs" / descriptor["digest"].replace(":", "/")).read_bytes()

    def manifests(self) -> list[dict[str, Any]]:
        """What its index lists."""
        return json.loads((self.pushed / "index.json").read_text("utf-8"))["manifests"]

    def files(self) -> dict[str, bytes]:
        """Its files' content, by mode and path: `755 phoney`."""
        files = {}
        for layer in json.loads(self._blob(self.manifests()[0]))["layers"]:
            with tarfile.open(fileobj=io.BytesIO(self._blob(layer))) as archive:
                files |= {f"{entry.mode & 0o777:o} {entry.name}": archive.extractfile(entry).read() for entry in archive if entry.isfile()}
        return files

    def container(self, **environment: str) -> str:
        """A new container of it, with these variables."""
        container = self.buildah("from", "--pull-never", self.identity)
        for name, value in environment.items():
            self.buildah("config", "--env", f"{name}={value}", container)
        return container

    def run(self, *command: str) -> str:
        """What a command prints in it."""
        return self.buildah("run", self.container(), "--", *command)

    def invoke(self) -> dict[str, Any]:
        """The function's reply to a request for a template with a seed, as Lambda starts it: what the image names as its entry point, as the
        image's user, with nothing but the image around it."""
        container = self.container(PHONEY_SECRET_KEY=program.SECRETS["SECRET_KEY"], PHONEY_API_PASSWORD_HASH="none", STAGE="dev", AWS_LAMBDA_FUNCTION_TIMEOUT="30")
        tool = rie.emulator()
        port, api_port = rie.free_port(), rie.free_port()
        emulator = [
            f"/tools/{tool.name}", "--runtime-interface-emulator-address", f"127.0.0.1:{port}", "--runtime-api-address", f"127.0.0.1:{api_port}",
        ]
        with self.buildah.running(container, port, [*emulator, *self.config()["Entrypoint"]], "--volume", f"{tool.parent}:/tools:ro") as process:
            function = rie.Emulated(f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations", Path(os.devnull), process)
            return function.invoke(json.loads(EVENT.read_text("utf-8")))
