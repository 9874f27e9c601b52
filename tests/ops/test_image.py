"""Builds the function's image from the binary of this build by buildah, without a registry, looks at what came out, and runs it.

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

from containers import AS_ROOT, FUNCTION, SERVICE, Buildah, Image

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PHONEY = Path("build/test/phoney")


class ImageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        work = Path(tempfile.mkdtemp())
        cls.addClassCleanup(lambda: subprocess.run([*AS_ROOT, "rm", "-rf", work], check=True, timeout=60))
        cls.context = work / "context"
        cls.context.mkdir()
        shutil.copy(PHONEY, cls.context / "phoney")
        shutil.copy(CERTIFICATES, cls.context / "ca-certificates.crt")
        cls.buildah = Buildah(work)
        cls.image = Image(cls.buildah, cls.build())

    @classmethod
    def build(cls, *words: str) -> str:
        """As deploy.sh builds it. Debian's image is not here and is not fetched, so this fails if its stage is not skipped."""
        return cls.buildah.build(FUNCTION, cls.context, "--build-arg", "PAYLOAD=prebuilt", *words)

    def test_same_content_same_image(self) -> None:
        for file in self.context.iterdir():
            os.utime(file, (1, 1))
        self.assertEqual(self.build("--no-cache"), self.image.identity)

    def test_any_processor(self) -> None:
        """Nothing of it runs here, so that the file may be for another processor."""
        other = self.build("--platform", "linux/arm64")
        self.assertEqual(json.loads(self.buildah("inspect", "--type", "image", other))["OCIv1"]["architecture"], "arm64")

    def test_configuration(self) -> None:
        config = self.image.config()
        self.assertEqual(config["Entrypoint"], ["/phoney"])
        self.assertNotIn("Cmd", config)
        self.assertEqual(config["User"], "65532:65532")
        self.assertEqual(config["Labels"]["org.opencontainers.image.licenses"], "MIT")

    def test_content(self) -> None:
        files = self.image.files()
        self.assertEqual(sorted(files), ["644 etc/ssl/certs/ca-certificates.crt", "755 phoney"])
        self.assertEqual(files["644 etc/ssl/certs/ca-certificates.crt"], CERTIFICATES.read_bytes())
        self.assertEqual(files["755 phoney"], PHONEY.read_bytes())

    def test_one_manifest(self) -> None:
        """Lambda takes one manifest of one architecture."""
        self.assertEqual([entry["mediaType"] for entry in self.image.manifests()], ["application/vnd.oci.image.manifest.v1+json"])

    def test_answers_under_the_runtime_interface_emulator(self) -> None:
        reply = self.image.invoke()
        self.assertEqual(reply.get("statusCode"), 200, reply)
        self.assertEqual(json.loads(reply["body"])["data"], [{"name": "Allison Hill", "email": "donaldgarcia@example.net"}])

    def test_binary_answers_inside(self) -> None:
        self.assertEqual(self.image.run("/phoney", "fake", "name", "--seed", "42"), "Allison Hill")


class PackageStageTest(unittest.TestCase):
    """The stage that deploy.sh builds on machines that cannot compile phoney. What is compiled there is stood in for by two files, on a system
    of busybox; the suite `images` compiles in earnest."""

    SCRIPTS = {
        "image_root": "mkdir -p $1 && touch $1/phoney",
        "setup.sh": "machine() { echo sparc; }",
        "package": 'mkdir -p build/package/$2 && echo "packed $*" >build/package/$2/phoney && touch build/package/$2/sbom.cdx.json',
    }

    def test_its_output_is_the_folder_of_the_package(self) -> None:
        work = Path(tempfile.mkdtemp())
        self.addCleanup(lambda: subprocess.run([*AS_ROOT, "rm", "-rf", work], check=True, timeout=60))
        context, output = work / "context", work / "output"
        (context / "scripts").mkdir(parents=True)
        for name, script in self.SCRIPTS.items():
            (context / "scripts" / name).write_text(f"#!/bin/sh\n{script}\n")
            (context / "scripts" / name).chmod(0o755)
        buildah = Buildah(work)
        base = self.busybox(buildah)
        buildah("build", "--pull-never", "--file", FUNCTION, "--build-arg", f"BASE={base}", "--target", "package", "--output", f"type=local,dest={output}", context)
        self.assertEqual(sorted(str(path.relative_to(output)) for path in output.rglob("*") if path.is_file()), ["sparc/phoney", "sparc/sbom.cdx.json"])
        self.assertEqual((output / "sparc" / "phoney").read_text(), "packed --arch sparc\n")

    def busybox(self, buildah: Buildah) -> str:
        """The name of an image with a shell and nothing else."""
        name, container = "localhost/busybox", buildah("from", "scratch")
        buildah("copy", container, "/bin/busybox", "/bin/busybox")
        for tool in ("sh", "bash", "mkdir", "touch"):
            buildah("copy", container, self.applet(buildah.folder, tool), f"/bin/{tool}")
        buildah("commit", "--quiet", container, name)
        return name

    def applet(self, folder: Path, tool: str) -> Path:
        file = folder / tool
        file.write_text(f'#!/bin/busybox sh\nexec /bin/busybox {"sh" if tool == "bash" else tool} "$@"\n')
        file.chmod(0o755)
        return file


class DockerfileTest(unittest.TestCase):
    def stages(self, dockerfile: Path) -> list[tuple[str, str, str]]:
        """Of each stage: what it is made from, its name, its instructions."""
        text = re.sub(r"^#.*\n", "", dockerfile.read_text("utf-8"), flags=re.MULTILINE)
        return re.findall(r"^FROM (\S+)(?: AS (\w+))?\n(.*?)(?=^FROM |\Z)", text, re.MULTILINE | re.DOTALL)

    def test_both_compile_alike(self) -> None:
        """All stages but the last are the same, so that an engine's cache has the one's for the other."""
        function, service = self.stages(FUNCTION), self.stages(SERVICE)
        self.assertEqual(service[:-1], function[:-1])
        self.assertEqual([name for _, name, _ in service], ["pinned", "compiled", "packed", "package", "prebuilt", "payload", ""])

    def test_debian_is_pinned(self) -> None:
        """In a line that Dependabot reads."""
        self.assertRegex(self.stages(FUNCTION)[0][0], r"^debian:bookworm-slim@sha256:[0-9a-f]{64}$")

    def test_both_end_alike_on_nothing(self) -> None:
        """But for the service's command: Lambda appends an image's command to its entry point, so that the
        function's image must have none."""
        function, service = self.stages(FUNCTION)[-1], self.stages(SERVICE)[-1]
        self.assertEqual((function[0], service[0]), ("scratch", "scratch"))
        self.assertEqual(function[2] + 'CMD ["serve"]\n', service[2])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney
    unittest.main(argv=[sys.argv[0], *rest])
