"""A container registry on this machine: Debian's docker-registry, which implements the distribution API that ghcr.io implements."""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

INDEX = "application/vnd.oci.image.index.v1+json"
PATIENCE = 60


class Registry:
    """Runs within `with`. `trusted` is the environment in which skopeo speaks HTTP to it."""

    def __enter__(self) -> Registry:
        self._folder = tempfile.TemporaryDirectory()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        config = Path(self._folder.name, "config.yml")
        config.write_text(json.dumps({
            "version": 0.1, "log": {"level": "error"}, "http": {"addr": self.address}, "storage": {"filesystem": {"rootdirectory": f"{self._folder.name}/data"}},
        }))
        settings = Path(self._folder.name, ".config/containers/registries.conf")
        settings.parent.mkdir(parents=True)
        settings.write_text(f'[[registry]]\nlocation = "{self.address}"\ninsecure = true\n')
        self.trusted = {"HOME": self._folder.name}
        self._process = subprocess.Popen(["docker-registry", "serve", config], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._folder.cleanup()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://{self.address}/v2/", timeout=PATIENCE).close()
                return
            except urllib.error.URLError:
                time.sleep(0.05)
        raise AssertionError("docker-registry does not answer")

    def tags(self, repository: str) -> set[str]:
        with urllib.request.urlopen(f"http://{self.address}/v2/{repository}/tags/list", timeout=PATIENCE) as answer:
            return set(json.load(answer)["tags"])

    def manifest(self, repository: str, tag: str) -> tuple[dict, str]:
        """An index, and its digest."""
        request = urllib.request.Request(f"http://{self.address}/v2/{repository}/manifests/{tag}", headers={"Accept": INDEX})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            content = answer.read()
        return json.loads(content), f"sha256:{hashlib.sha256(content).hexdigest()}"
