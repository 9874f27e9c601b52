"""Builds the images of both Dockerfiles from the committed sources, on a bare Debian 12 that debootstrap fetches from Debian's archive, and runs
what came out. This holds too that scripts/setup.sh installs all that a build needs.

    python tests/images/test_from_sources.py

DEBIAN_MIRROR names another archive than http://deb.debian.org/debian.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ops"))
from containers import AS_ROOT, FUNCTION, ROOT, SERVICE, Buildah, Image, rie  # noqa: E402 - of the suite `ops`

MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
BASE = "localhost/bare-debian"


def bare_debian(buildah: Buildah) -> None:
    """Debian 12 with nothing but what it calls required, and apt, as the image BASE."""
    tree = buildah.folder / "debian"
    done = subprocess.run([*AS_ROOT, "debootstrap", "--variant=minbase", "bookworm", tree, MIRROR], capture_output=True, text=True, timeout=7200)
    if done.returncode != 0:
        raise AssertionError(f"debootstrap: {done.stdout[-2000:]}{done.stderr}")
    # Devices are the engine's to make, and packages that were installed need not be copied.
    archive = buildah.folder / "debian.tar"
    subprocess.run([*AS_ROOT, "tar", "-C", tree, "--exclude=./dev/*", "--exclude=./var/cache/apt/archives/*.deb", "-cf", archive, "."], check=True, timeout=7200)
    container = buildah("from", "scratch")
    buildah("add", container, archive, "/")
    buildah("commit", "--quiet", container, BASE)


class FromSourcesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        work = Path(tempfile.mkdtemp(prefix="phoney-images-"))
        cls.addClassCleanup(lambda: subprocess.run([*AS_ROOT, "rm", "-rf", work], check=True, timeout=7200))
        sources = work / "sources"
        sources.mkdir()
        subprocess.run(f'git archive HEAD | tar -x -C "{sources}"', shell=True, cwd=ROOT, check=True, timeout=7200)
        buildah = Buildah(work)
        bare_debian(buildah)

        def build(dockerfile: Path) -> Image:
            """Layers are kept, so that the second file finds what the first one compiled."""
            return Image(buildah, buildah.build(sources / dockerfile.relative_to(ROOT), sources, "--layers", "--build-arg", f"BASE={BASE}"))

        cls.buildah = buildah
        cls.function = build(FUNCTION)
        cls.service = build(SERVICE)

    def test_they_hold_the_same_program_and_certificates(self) -> None:
        files = self.function.files()
        self.assertEqual(sorted(files), ["644 etc/ssl/certs/ca-certificates.crt", "755 phoney"])
        self.assertTrue(files["644 etc/ssl/certs/ca-certificates.crt"].startswith(b"-----BEGIN CERTIFICATE-----"))
        self.assertEqual(self.service.files(), files)

    def test_the_command_line(self) -> None:
        self.assertTrue(self.service.run("/phoney", "version").startswith("phoney "))
        self.assertEqual(self.service.run("/phoney", "fake", "name", "--seed", "42"), "Allison Hill")

    def test_the_function_answers_under_the_runtime_interface_emulator(self) -> None:
        self.assertNotIn("Cmd", self.function.config())
        reply = self.function.invoke()
        self.assertEqual(reply.get("statusCode"), 200, reply)
        self.assertEqual(json.loads(reply["body"])["data"], [{"name": "Allison Hill", "email": "donaldgarcia@example.net"}])

    def test_the_service_serves(self) -> None:
        """As an engine starts it; only the port is another, as chroot isolation shares this machine's network."""
        config = self.service.config()
        self.assertEqual((config["User"], config["ExposedPorts"]), ("65532:65532", {"8000/tcp": {}}))
        port = rie.free_port()
        command = [*config["Entrypoint"], *config["Cmd"]]
        with self.buildah.running(self.service.container(PORT=str(port)), port, command):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/fake/name?seed=42", timeout=20) as answer:
                self.assertEqual(json.loads(answer.read())["data"], "Allison Hill")


if __name__ == "__main__":
    unittest.main()
