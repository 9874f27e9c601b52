"""Builds the Lambda image from the binary of this build by buildah, without a registry, looks at what came out, and runs it.

    python tests/ops/test_image.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lambda"))
import program  # noqa: E402 - of the suite `lambda`
import rie  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
PREBUILT = ROOT / "aws-infrastructure" / "docker" / "Dockerfile"
FROM_SOURCES = ROOT / "Dockerfile"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PHONEY = Path("build/test/phoney")
# Without root, buildah needs user namespaces, which not every machine gives; what installed it became root too.
AS_ROOT = [] if os.geteuid() == 0 else ["sudo"]


class ImageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.work = Path(tempfile.mkdtemp())
        cls.addClassCleanup(lambda: subprocess.run([*AS_ROOT, "rm", "-rf", cls.work], check=True))
        cls.context = cls.work / "context"
        cls.context.mkdir()
        shutil.copy(PHONEY, cls.context / "phoney")
        shutil.copy(CERTIFICATES, cls.context / "ca-certificates.crt")
        cls.image = cls.build("phoney-test:first")
        cls.pushed = cls.work / "pushed"
        cls.buildah("push", "--quiet", cls.image, f"oci:{cls.pushed}")

    @classmethod
    def command(cls, *words: str | Path) -> list[str | Path]:
        storage = ["--storage-driver", "vfs", "--root", cls.work / "root", "--runroot", cls.work / "run"]
        return [*AS_ROOT, "env", "BUILDAH_ISOLATION=chroot", "buildah", *storage, *words]

    @classmethod
    def start(cls, *words: str | Path) -> subprocess.Popen[bytes]:
        """A command that goes on, as the leader of its process group."""
        quiet = subprocess.DEVNULL
        return subprocess.Popen(cls.command(*words), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)

    @classmethod
    def buildah(cls, *words: str | Path) -> str:
        done = subprocess.run(cls.command(*words), capture_output=True, text=True)
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

    def blob(self, descriptor: dict) -> bytes:
        return (self.pushed / "blobs" / descriptor["digest"].replace(":", "/")).read_bytes()

    def manifest(self) -> dict:
        """The one manifest of one architecture that Lambda takes."""
        manifests = json.loads((self.pushed / "index.json").read_text("utf-8"))["manifests"]
        self.assertEqual([entry["mediaType"] for entry in manifests], ["application/vnd.oci.image.manifest.v1+json"])
        return json.loads(self.blob(manifests[0]))

    def test_content(self) -> None:
        files = {}
        for layer in self.manifest()["layers"]:
            with tarfile.open(fileobj=io.BytesIO(self.blob(layer))) as archive:
                files |= {f"{entry.mode & 0o777:o} {entry.name}": archive.extractfile(entry).read() for entry in archive if entry.isfile()}
        self.assertEqual(sorted(files), ["644 etc/ssl/certs/ca-certificates.crt", "755 phoney"])
        self.assertEqual(files["644 etc/ssl/certs/ca-certificates.crt"], CERTIFICATES.read_bytes())
        self.assertEqual(files["755 phoney"], PHONEY.read_bytes())

    def test_answers_under_the_runtime_interface_emulator(self) -> None:
        """As Lambda starts it: what the image names as its entry point, as the image's user, with nothing but the image around it."""
        image = json.loads(self.buildah("inspect", "--type", "image", self.image))["OCIv1"]["config"]
        container = self.buildah("from", self.image)
        settings = {"SECRET_KEY": program.SECRETS["SECRET_KEY"], "API_PASSWORD_HASH": "none", "STAGE": "dev", "AWS_LAMBDA_FUNCTION_TIMEOUT": "30"}
        for name, value in settings.items():
            self.buildah("config", "--env", f"{name}={value}", container)
        tool = rie.emulator()
        port, api_port = rie.free_port(), rie.free_port()
        emulator = [
            f"/tools/{tool.name}", "--runtime-interface-emulator-address", f"127.0.0.1:{port}", "--runtime-api-address", f"127.0.0.1:{api_port}",
        ]
        running = self.start("run", "--volume", f"{tool.parent}:/tools:ro", container, "--", *emulator, *image["Entrypoint"])
        self.addCleanup(running.wait, 20)
        self.addCleanup(subprocess.run, [*AS_ROOT, "kill", "--", f"-{running.pid}"], check=True)
        function = rie.Emulated(f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations", Path(os.devnull), running)
        self.assertTrue(rie.wait_for(port, running), "the emulator did not start in the container")
        reply = function.invoke(json.loads((ROOT / "tests" / "lambda" / "events" / "http_api.json").read_text("utf-8")))
        self.assertEqual(reply.get("statusCode"), 200, reply)
        self.assertEqual(json.loads(reply["body"])["data"], [{"name": "Allison Hill", "email": "donaldgarcia@example.net"}])

    def test_binary_answers_inside(self) -> None:
        container = self.buildah("from", self.image)
        printed = self.buildah("run", container, "--", "/phoney", "fake", "name", "--seed", "42")
        self.assertEqual(printed, "Allison Hill")


class DockerfileTest(unittest.TestCase):
    def stages(self) -> dict[str, tuple[str, str]]:
        """What each stage is made from, and its lines, of the Dockerfile that builds the sources."""
        text = FROM_SOURCES.read_text("utf-8")
        return {name: (base, lines) for base, name, lines in re.findall(r"^FROM (\S+) AS (\w+)\n(.*?)(?=^FROM |\Z)", text, re.MULTILINE | re.DOTALL)}

    def test_sources_end_in_scratch_from_a_pinned_debian(self) -> None:
        bases = {name: base for name, (base, _) in self.stages().items()}
        self.assertRegex(bases.pop("builder"), r"^debian:bookworm-slim@sha256:[0-9a-f]{64}$")
        self.assertEqual(bases, {"lambda": "scratch", "service": "lambda"})

    def test_the_service_is_the_default_and_only_adds_its_command(self) -> None:
        """Lambda appends an image's command to its entry point, so that the function's image must have none."""
        stages = self.stages()
        self.assertEqual(list(stages)[-1], "service")
        self.assertEqual(stages["service"][1].strip(), 'CMD ["serve"]')
        self.assertNotIn("CMD", stages["lambda"][1])

    def test_both_lambda_images_are_alike(self) -> None:
        """What the two files say of the function's image, but for how the files get there."""
        def says(lines: str) -> list[str]:
            return [line for line in lines.splitlines() if line and not line.startswith(("#", "COPY"))]

        self.assertEqual(says(PREBUILT.read_text("utf-8").split("FROM scratch\n")[1]), says(self.stages()["lambda"][1]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney
    unittest.main(argv=[sys.argv[0], *rest])
