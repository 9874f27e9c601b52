"""Checks of a release's files and images, which the tests of the suites `ops` and `release` share."""

from __future__ import annotations

import gzip
import json
import tarfile
import tempfile
from pathlib import Path

from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from release import DEBIAN, ROOT, BareRoot, Release, as_root, run

IN_TARBALL = {
    "phoney": 0o755, "man/phoney.1": 0o644, "completions/phoney.bash": 0o644, "completions/_phoney": 0o644, "completions/phoney.fish": 0o644,
    "README.md": 0o644, "CHANGELOG.md": 0o644, "LICENSE": 0o644, "THIRD_PARTY_NOTICES": 0o644,
}
MAN_PAGE = "/usr/share/man/man1/phoney.1.gz"
COMPLETIONS = {
    "bash": "/usr/share/bash-completion/completions/phoney",
    "zsh": "/usr/share/zsh/vendor-completions/_phoney",
    "fish": "/usr/share/fish/vendor_completions.d/phoney.fish",
}
DOCUMENTS = {"/usr/share/doc/phoney/copyright", "/usr/share/doc/phoney/CHANGELOG.md.gz"}


class Checks:
    RELEASE: Release
    ARCHITECTURES: list[str]

    def root(self, arch: str) -> BareRoot:
        folder = Path(tempfile.mkdtemp(prefix="phoney-release-"))
        self.addCleanup(as_root, "rm", "-rf", folder)
        return BareRoot(folder, arch)

    def runs_in(self, root: BareRoot, program: str) -> None:
        lines = root.run(program, "version").splitlines()
        self.assertEqual(lines[0], f"phoney {self.RELEASE.version}")
        self.assertTrue(lines[3].endswith({"x86_64": " for x86_64", "arm64": " for aarch64"}[root.arch]), lines[3])
        # Faker's values.
        self.assertEqual(root.run(program, "fake", "name", "--seed", "42"), "Allison Hill\n")
        self.assertEqual(root.run(program, "fake", "name", "--locale", "ja_JP", "--seed", "42"), "佐藤 淳\n")


class FilesChecks(Checks):
    """The files for each processor."""

    def test_the_tarball_runs_in_a_bare_root(self) -> None:
        """The root has nothing else: no library, no time zones, no certificates, no /dev, no /tmp."""
        for arch in self.ARCHITECTURES:
            with self.subTest(arch):
                root = self.root(arch)
                run("tar", "-xzf", self.RELEASE.tarball(arch), "-C", root.folder)
                self.runs_in(root, f"/{self.RELEASE.name(arch)}/phoney")

    def test_the_tarball_holds_one_folder(self) -> None:
        for arch in self.ARCHITECTURES:
            with self.subTest(arch), tarfile.open(self.RELEASE.tarball(arch)) as archive:
                entries = archive.getmembers()
                self.assertEqual({(entry.uid, entry.gid, entry.mtime) for entry in entries}, {(0, 0, entries[0].mtime)})
                prefix = f"{self.RELEASE.name(arch)}/"
                self.assertEqual({entry.name.removeprefix(prefix): entry.mode for entry in entries if entry.isfile()}, IN_TARBALL)
                for name in ("LICENSE", "THIRD_PARTY_NOTICES", "README.md", "CHANGELOG.md"):
                    self.assertEqual(archive.extractfile(prefix + name).read(), (ROOT / name).read_bytes())

    def test_the_debian_package_installs_into_a_bare_root(self) -> None:
        for arch in self.ARCHITECTURES:
            with self.subTest(arch):
                root = self.root(arch)
                root.make_dpkg_database()
                root.dpkg("--install", self.RELEASE.deb(arch))
                self.assertEqual(root.files(), {"/usr/bin/phoney", MAN_PAGE, *COMPLETIONS.values(), *DOCUMENTS})
                self.assertEqual((root.folder / "usr/bin/phoney").read_bytes(), self.RELEASE.program(arch))
                self.assertIn("Permission is hereby granted", (root.folder / "usr/share/doc/phoney/copyright").read_text("utf-8"))
                self.runs_in(root, "/usr/bin/phoney")
                self.runs_what_the_shells_read(root)
                root.dpkg("--purge", "phoney")
                self.assertFalse((root.folder / "usr/bin/phoney").exists())

    def runs_what_the_shells_read(self, root: BareRoot) -> None:
        for shell, file in COMPLETIONS.items():
            self.assertEqual((root.folder / file[1:]).read_text("utf-8"), root.run("/usr/bin/phoney", "completions", shell))
        self.assertEqual(gzip.decompress((root.folder / MAN_PAGE[1:]).read_bytes()).decode(), root.run("/usr/bin/phoney", "man"))
        self.assertIn("-F", run("bash", "-c", 'source "$0"; complete -p phoney', root.folder / COMPLETIONS["bash"][1:]))

    def test_what_the_debian_package_says_of_itself(self) -> None:
        for arch in self.ARCHITECTURES:
            with self.subTest(arch):
                said = run("dpkg-deb", "--show", "--showformat=${Package} ${Version} ${Architecture} ${Depends}|", self.RELEASE.deb(arch))
                self.assertEqual(said, f"phoney {self.RELEASE.debian_version} {DEBIAN[arch]} |")

    def test_components(self) -> None:
        for arch in self.ARCHITECTURES:
            with self.subTest(arch):
                file = self.RELEASE.components(arch)
                self.assertEqual(validate_full_spdx_document(parse_file(str(file)), "SPDX-2.3"), [])
                packages = json.loads(file.read_text("utf-8"))["packages"]
                names = {entry["name"]: entry["versionInfo"] for entry in packages}
                self.assertEqual(names["phoney"], self.RELEASE.version)
                self.assertLess({"OpenSSL", "The GNU C Library", "simdjson", "Faker"}, set(names))
                linked = {entry["sourceInfo"].rpartition("_")[2] for entry in packages if "sourceInfo" in entry}
                self.assertLessEqual(linked, {DEBIAN[arch], "all"})

    def test_lambda_gets_the_same_program(self) -> None:
        for arch in self.ARCHITECTURES:
            with self.subTest(arch):
                self.assertEqual(self.RELEASE.bootstrap(arch), self.RELEASE.program(arch))


class WholeChecks(Checks):
    """The files and images of all processors together."""

    def test_checksums(self) -> None:
        run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=self.RELEASE.folder)
        listed = [line.split("  ")[1] for line in (self.RELEASE.folder / "SHA256SUMS").read_text("utf-8").splitlines()]
        self.assertEqual(listed, sorted(file.name for file in self.RELEASE.folder.iterdir() if file.name not in ("SHA256SUMS", "images")))
        self.assertTrue({self.RELEASE.tarball(arch).name for arch in self.ARCHITECTURES} < set(listed))
        for name in listed:
            # GitHub replaces other characters in the names of a release's files.
            self.assertRegex(name, r"^[A-Za-z0-9._-]+$")

    def test_images_are_for_every_processor(self) -> None:
        for name, command in (("phoney", ["serve"]), ("phoney-lambda", None)):
            images = self.RELEASE.images(name)
            self.assertEqual(set(images), {DEBIAN[arch] for arch in self.ARCHITECTURES})
            for arch in self.ARCHITECTURES:
                with self.subTest(image=name, arch=arch):
                    image = images[DEBIAN[arch]]
                    config = image.config["config"]
                    self.assertEqual(image.config["architecture"], DEBIAN[arch])
                    self.assertEqual((config["Entrypoint"], config.get("Cmd"), config["User"]), (["/phoney"], command, "65532:65532"))
                    self.assertEqual(config["Labels"]["org.opencontainers.image.version"], self.RELEASE.version)
                    self.assertEqual(sorted(image.files), ["644 etc/ssl/certs/ca-certificates.crt", "755 phoney"])
                    self.assertEqual(image.files["755 phoney"], self.RELEASE.program(arch))
