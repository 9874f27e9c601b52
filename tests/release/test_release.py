"""Does with a release what its users do: unpack, install, run, pull.

    python tests/release/test_release.py --release build/dist/0.1.0 --arch x86_64 [--arch arm64] [TEST]...
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import unittest
from pathlib import Path

from checks import COMPLETIONS, Checks, FilesChecks, WholeChecks
from registry import Registry
from release import DEBIAN, EMULATOR, MACHINE, ROOT, SYSTEM_PATH, BareRoot, Release, as_root, run

MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")


class FilesTest(FilesChecks, unittest.TestCase):
    """The files for each processor."""


class ValuesTest(Checks, unittest.TestCase):
    def test_equal_fakers(self) -> None:
        """All vectors, because compilers for other processors differ in more than their instructions: `char` is unsigned on arm64."""
        for arch in self.ARCHITECTURES:
            with self.subTest(arch):
                folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
                program, command = folder / "program", folder / "phoney"
                program.write_bytes(self.RELEASE.program(arch))
                command.write_text(f'#!/bin/sh\nexec {EMULATOR if arch != MACHINE else ""} {program} "$@"\n')
                for file in (program, command):
                    file.chmod(0o755)
                run(sys.executable, ROOT / "tests" / "conformance" / "check_vectors.py", "--phoney", command, timeout=1800)


class DebianTest(Checks, unittest.TestCase):
    """A Debian that has only its required packages."""

    def test_installs_runs_and_leaves_nothing(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="phoney-debian-"))
        self.addCleanup(as_root, "rm", "-rf", folder)
        as_root("env", SYSTEM_PATH, "debootstrap", "--variant=minbase", "bookworm", folder, MIRROR)
        debian = BareRoot(folder, MACHINE)
        as_root("cp", self.RELEASE.deb(MACHINE), folder / "phoney.deb")
        debian.run("/usr/bin/dpkg", "--install", "/phoney.deb")
        self.runs_in(debian, "/usr/bin/phoney")
        self.assertIn("-F", debian.run("/bin/bash", "-c", f"source {COMPLETIONS['bash']}; complete -p phoney"))
        debian.run("/usr/bin/dpkg", "--purge", "phoney")
        self.assertEqual(debian.run("/usr/bin/find", "/usr", "/etc", "-name", "*phoney*"), "")


class WholeTest(WholeChecks, unittest.TestCase):
    """The files and images of all processors together."""


class RegistryTest(Checks, unittest.TestCase):
    """The images in a registry on this machine."""

    IMAGES = ("phoney", "phoney-lambda")

    def setUp(self) -> None:
        self.registry = self.enterContext(Registry())
        self.final = self.RELEASE.version.partition("-")[0]

    def call(self, script: str, version: str) -> dict[str, str]:
        """The outputs of the job in GitHub's workflow."""
        given = {"GITHUB_REPOSITORY_OWNER": "Some-Owner", "RELEASE_REGISTRY": self.registry.address, "RELEASE_FOLDER": str(self.RELEASE.folder)}
        printed = run(ROOT / "scripts" / "releasing" / script, version, env={**os.environ, **given, **self.registry.trusted})
        return dict(line.split("=", 1) for line in printed.splitlines())

    def tags(self) -> list[set[str]]:
        return [self.registry.tags(f"some-owner/{image}") for image in self.IMAGES]

    def test_images_are_pushed_under_their_version(self) -> None:
        outputs = self.call("push", self.final)
        self.assertEqual(self.tags(), [{self.final}] * 2)
        for image in self.IMAGES:
            self.assertEqual(outputs[f"{image}-name"], f"{self.registry.address}/some-owner/{image}")
            index, digest = self.registry.manifest(f"some-owner/{image}", self.final)
            self.assertEqual(outputs[f"{image}-digest"], digest)
            digests = {entry["platform"]["architecture"]: entry["digest"] for entry in index["manifests"]}
            self.assertEqual(digests, {DEBIAN[arch]: outputs[f"{image}-{arch}-digest"] for arch in self.ARCHITECTURES})

    def test_a_prerelease_is_not_latest(self) -> None:
        version = f"{self.final}-rc.1"
        self.call("push", version)
        self.assertEqual(self.call("latest", version), {})
        self.assertEqual(self.tags(), [{version}] * 2)

    def test_the_highest_version_is_latest(self) -> None:
        """Beside a lower version and a pre-release of a higher one."""
        self.call("push", self.final)
        self.copy(self.final, "0.0.9", "99.0.0-rc.1")
        self.assertEqual(self.call("latest", self.final), {})
        for image in self.IMAGES:
            self.assertEqual(self.registry.manifest(f"some-owner/{image}", "latest"), self.registry.manifest(f"some-owner/{image}", self.final))

    def test_a_lower_version_is_not_latest(self) -> None:
        self.call("push", self.final)
        self.copy(self.final, "99.10.0")
        self.assertEqual(self.call("latest", self.final), {})
        self.assertEqual(self.tags(), [{self.final, "99.10.0"}] * 2)

    def copy(self, version: str, *tags: str) -> None:
        for image in self.IMAGES:
            for tag in tags:
                name = f"docker://{self.registry.address}/some-owner/{image}"
                run("skopeo", "copy", "--quiet", "--all", f"{name}:{version}", f"{name}:{tag}", env={**os.environ, **self.registry.trusted})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--release", type=Path, required=True)
    parser.add_argument("--arch", action="append", choices=sorted(DEBIAN), required=True, help="of the files that are there")
    arguments, rest = parser.parse_known_args()
    Checks.RELEASE = Release(arguments.release.resolve(), arguments.release.name)
    Checks.ARCHITECTURES = arguments.arch
    unittest.main(argv=[sys.argv[0], *rest])
