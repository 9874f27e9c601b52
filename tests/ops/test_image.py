"""Builds the Lambda image from the binary of this build by buildah, without a registry, and looks at what came out.

    python tests/ops/test_image.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PREBUILT = ROOT / "aws-infrastructure" / "docker" / "Dockerfile.prebuilt"
FROM_SOURCES = [ROOT / "aws-infrastructure" / "docker" / "Dockerfile", ROOT / "Dockerfile"]
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PHONEY = Path("build/test/phoney")


class ImageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.work = Path(folder.name)
        cls.context = cls.work / "context"
        cls.context.mkdir()
        shutil.copy(PHONEY, cls.context / "phoney")
        shutil.copy(CERTIFICATES, cls.context / "ca-certificates.crt")
        cls.image = cls.build("phoney-test:first")

    @classmethod
    def buildah(cls, *words: str | Path) -> str:
        storage = ["--storage-driver", "vfs", "--root", cls.work / "root", "--runroot", cls.work / "run"]
        done = subprocess.run(["buildah", *storage, *words], capture_output=True, text=True, env={**os.environ, "BUILDAH_ISOLATION": "chroot"})
        if done.returncode != 0:
            raise AssertionError(f"buildah {words[0]}: {done.stderr}")
        return done.stdout.strip()

    @classmethod
    def build(cls, name: str) -> str:
        """The image's id, which is the digest of its configuration and so of all that it holds."""
        words = ["--quiet", "--format", "oci", "--timestamp", "0", "--file", PREBUILT, "--tag", name, cls.context]
        return cls.buildah("build", *words).splitlines()[-1]

    def test_same_content_same_image(self) -> None:
        for file in self.context.iterdir():
            os.utime(file, (1, 1))
        self.assertEqual(self.build("phoney-test:second"), self.image)

    def test_configuration(self) -> None:
        config = json.loads(self.buildah("inspect", "--type", "image", self.image))["OCIv1"]["config"]
        self.assertEqual(config["Entrypoint"], ["/phoney"])
        self.assertNotIn("Cmd", config)
        self.assertEqual(config["User"], "65532:65532")
        self.assertEqual(config["Labels"]["org.opencontainers.image.licenses"], "MIT")

    def test_one_manifest_of_one_architecture(self) -> None:
        self.buildah("push", "--quiet", self.image, f"oci:{self.work / 'pushed'}")
        index = json.loads((self.work / "pushed" / "index.json").read_text("utf-8"))
        self.assertEqual([entry["mediaType"] for entry in index["manifests"]], ["application/vnd.oci.image.manifest.v1+json"])

    def test_content(self) -> None:
        container = self.buildah("from", self.image)
        mounted = Path(self.buildah("mount", container))
        files = sorted(str(path.relative_to(mounted)) for path in mounted.rglob("*") if path.is_file())
        self.assertEqual(files, ["etc/ssl/certs/ca-certificates.crt", "phoney"])
        self.assertEqual((mounted / files[0]).read_bytes(), CERTIFICATES.read_bytes())
        self.assertEqual((mounted / "phoney").stat().st_mode & 0o777, 0o755)
        self.buildah("umount", container)

    def test_binary_answers_inside(self) -> None:
        container = self.buildah("from", self.image)
        printed = self.buildah("run", container, "--", "/phoney", "fake", "name", "--seed", "42")
        self.assertEqual(printed, "Allison Hill")


class DockerfileTest(unittest.TestCase):
    def test_sources_end_in_scratch_from_a_pinned_debian(self) -> None:
        for file in FROM_SOURCES:
            with self.subTest(file.relative_to(ROOT)):
                bases = re.findall(r"^FROM (\S+)", file.read_text("utf-8"), re.MULTILINE)
                self.assertRegex(bases[0], r"^debian:bookworm-slim@sha256:[0-9a-f]{64}$")
                self.assertEqual(bases[1:], ["scratch"])

    def test_all_images_are_alike(self) -> None:
        """What the three files say of the finished image, but for how the files get there and the service's command."""
        tails = []
        for file in [PREBUILT, *FROM_SOURCES]:
            lines = file.read_text("utf-8").split("FROM scratch\n")[1].splitlines()
            tails.append([line for line in lines if line and not line.startswith(("#", "COPY", "CMD"))])
        self.assertEqual(tails[0], tails[1])
        self.assertEqual(tails[0], tails[2])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney
    unittest.main(argv=[sys.argv[0], *rest])
