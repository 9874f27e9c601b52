"""The files and images of a release, and bare roots to run them in: folders that contain only what the test puts there."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As Debian and the Open Container Initiative name them.
DEBIAN = {"x86_64": "amd64", "arm64": "arm64"}
MACHINE = {"x86_64": "x86_64", "aarch64": "arm64"}[platform.machine()]
EMULATOR = Path("/usr/bin/qemu-aarch64-static")
# chroot and dpkg need root, like the installation of the tests' packages.
AS_ROOT = [] if os.geteuid() == 0 else ["sudo"]
SYSTEM_PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
TIMEOUT = 300


def run(*command: str | Path, **options) -> str:
    """Its standard output. Raises AssertionError with its messages if it fails."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, **{"timeout": TIMEOUT, **options})
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def as_root(*command: str | Path) -> str:
    return run(*AS_ROOT, *command)


@dataclass(frozen=True)
class BareRoot:
    """A folder that is the root of the file system for programs for `arch`."""

    folder: Path
    arch: str

    def run(self, *command: str) -> str:
        """The output of a command in this root, whose environment is PATH alone. QEMU runs programs for another processor."""
        emulator = []
        if self.arch != MACHINE:
            as_root("cp", EMULATOR, self.folder / EMULATOR.name)
            emulator = [f"/{EMULATOR.name}"]
        return as_root("env", "-i", SYSTEM_PATH, "chroot", self.folder, *emulator, *command)

    def dpkg(self, *words: str | Path) -> str:
        """dpkg on this root and its database. The package has no scripts to run, so it may be for another processor."""
        return as_root("env", SYSTEM_PATH, "dpkg", f"--root={self.folder}", "--force-architecture", *words)

    def files(self) -> set[str]:
        """Below /usr."""
        return {f"/{file.relative_to(self.folder)}" for file in (self.folder / "usr").rglob("*") if not file.is_dir()}

    def make_dpkg_database(self) -> None:
        for name in ("info", "updates"):
            (self.folder / "var/lib/dpkg" / name).mkdir(parents=True)
        (self.folder / "var/lib/dpkg/status").touch()


@dataclass(frozen=True)
class Image:
    """An image for one processor, of an archive in OCI's layout."""

    config: dict
    files: dict[str, bytes]  # by mode and path: `755 phoney`


@dataclass(frozen=True)
class Release:
    folder: Path
    version: str

    def name(self, arch: str) -> str:
        return f"phoney-{self.version}-linux-{arch}"

    def tarball(self, arch: str) -> Path:
        return self.folder / f"{self.name(arch)}.tar.gz"

    @property
    def debian_version(self) -> str:
        return self.version.replace("-", "~", 1)

    def deb(self, arch: str) -> Path:
        return self.folder / f"phoney_{self.version}_{DEBIAN[arch]}.deb"

    def lambda_zip(self, arch: str) -> Path:
        return self.folder / f"phoney-{self.version}-lambda-{arch}.zip"

    def components(self, arch: str) -> Path:
        return self.folder / f"{self.name(arch)}.spdx.json"

    def program(self, arch: str) -> bytes:
        with tarfile.open(self.tarball(arch)) as archive:
            return archive.extractfile(f"{self.name(arch)}/phoney").read()

    def bootstrap(self, arch: str) -> bytes:
        with zipfile.ZipFile(self.lambda_zip(arch)) as archive:
            return archive.read("bootstrap")

    def images(self, name: str) -> dict[str, Image]:
        """The images of an archive, by processor as OCI names it."""
        layout = Layout(self.folder / "images" / f"{name}.tar")
        return {entry["platform"]["architecture"]: layout.image(entry) for entry in layout.manifests()}


@dataclass(frozen=True)
class Layout:
    """https://github.com/opencontainers/image-spec/blob/main/image-layout.md"""

    archive: Path

    @cached_property
    def members(self) -> dict[str, bytes]:
        with tarfile.open(self.archive) as archive:
            return {entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()}

    def blob(self, descriptor: dict) -> bytes:
        content = self.members["blobs/" + descriptor["digest"].replace(":", "/")]
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != descriptor["digest"]:
            raise AssertionError(f"{descriptor['digest']} of {self.archive} has other content")
        return content

    def manifests(self) -> list[dict]:
        (index,) = json.loads(self.members["index.json"])["manifests"]
        return json.loads(self.blob(index))["manifests"]

    def image(self, entry: dict) -> Image:
        manifest = json.loads(self.blob(entry))
        files = {}
        for layer in manifest["layers"]:
            with tarfile.open(fileobj=io.BytesIO(self.blob(layer))) as archive:
                files |= {f"{file.mode & 0o777:o} {file.name}": archive.extractfile(file).read() for file in archive if file.isfile()}
        return Image(json.loads(self.blob(manifest["config"])), files)
