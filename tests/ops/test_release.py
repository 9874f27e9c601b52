"""Makes a release from the binary of this build, for this processor, and installs and runs it; runs the scripts that tag and publish a release in
a temporary repository, with a stand-in for GitHub. The suite `release` builds for every processor instead.

    python tests/ops/test_release.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "release"))
from checks import Checks, FilesChecks, WholeChecks  # noqa: E402 - of the suite `release`
from release import DEBIAN, MACHINE, Release, as_root  # noqa: E402

VERSION = re.search(r"^project\(phoney VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text("utf-8"), re.MULTILINE)[1]
PHONEY = Path("build/test/phoney")
PARTS = ROOT / "scripts" / "releasing"
TIMEOUT = 300


def call(*words: str | Path, **environment: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT, env={**os.environ, **environment})


def make(folder: Path) -> None:
    for words in (("files", MACHINE, "", PHONEY), ("images",), ("checksums",)):
        done = call(PARTS / words[0], *words[1:], RELEASE_FOLDER=folder)
        if done.returncode != 0:
            raise AssertionError(f"{words[0]}: {done.stdout}{done.stderr}")


class Made(Checks, unittest.TestCase):
    """The files are made once."""

    @classmethod
    def setUpClass(cls) -> None:
        if hasattr(Checks, "RELEASE"):
            return
        work = Path(tempfile.mkdtemp())
        unittest.addModuleCleanup(as_root, "rm", "-rf", work)
        make(work / "first")
        Checks.RELEASE = Release(work / "first", VERSION)
        Checks.ARCHITECTURES = [MACHINE]


class FilesTest(FilesChecks, Made):
    def test_a_program_of_another_version_is_refused(self) -> None:
        folder = self.RELEASE.folder.with_name("refused")
        done = call(PARTS / "files", MACHINE, f"{VERSION}-rc.1", PHONEY, RELEASE_FOLDER=folder)
        self.assertEqual((done.returncode, done.stderr), (1, f'the program says "phoney {VERSION}", not "phoney {VERSION}-rc.1"; nothing was made\n'))
        self.assertFalse(folder.exists())


class WholeTest(WholeChecks, Made):
    def test_same_source_same_bytes(self) -> None:
        again = self.RELEASE.folder.with_name("second")
        make(again)
        self.assertEqual((again / "SHA256SUMS").read_text(), (self.RELEASE.folder / "SHA256SUMS").read_text())
        for image in ("phoney", "phoney-lambda"):
            self.assertEqual(Release(again, VERSION).images(image), self.RELEASE.images(image))


class ReadmeTest(Made):
    """The section "From a release" of README.md names files of the release, and its commands install the program."""

    SECTION = re.search(r"^### From a release\n(.*?)^### ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]
    COMMANDS = re.findall(r"^```sh\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)
    # Until the next release it names the last one, not the version of these sources.
    NAMED = re.search(r"phoney_([\d.]+)_", SECTION)[1]

    def test_names_one_version(self) -> None:
        self.assertEqual(set(re.findall(r"\d+\.\d+\.\d+", self.SECTION)), {self.NAMED})

    def test_names_the_debian_packages(self) -> None:
        named = Release(self.RELEASE.folder, self.NAMED)
        self.assertEqual(set(re.findall(r"phoney_\S+\.deb", self.SECTION)), {named.deb(arch).name for arch in DEBIAN})

    def test_names_the_archives(self) -> None:
        named = Release(self.RELEASE.folder, self.NAMED)
        self.assertEqual(set(re.findall(r"phoney-\d\S+", self.SECTION)), {named.name(arch) for arch in DEBIAN})

    def test_the_commands_install_the_program(self) -> None:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for file in (self.RELEASE.tarball(MACHINE), self.RELEASE.folder / "SHA256SUMS"):
            shutil.copy(file, folder)
        (commands,) = (block for block in self.COMMANDS if "tar -xzf" in block)
        replaced = {f"{self.NAMED}-linux-x86_64": f"{VERSION}-linux-{MACHINE}", "sudo ": "", "/usr/local/bin/": str(folder / "bin")}
        for old, new in replaced.items():
            self.assertEqual(commands.count(old), 1, old)
            commands = commands.replace(old, new)
        done = subprocess.run(["bash", "-euc", commands], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout, f"{self.RELEASE.tarball(MACHINE).name}: OK\n")
        self.assertEqual((folder / "bin").read_bytes(), self.RELEASE.program(MACHINE))


class Tree:
    """A repository without a remote, which has the scripts, a version, a changelog and a README.md that installs 0.2.0."""

    def __init__(self, folder: Path, version: str, changelog: str) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "scripts", folder / "scripts")
        (folder / "CMakeLists.txt").write_text(f"project(phoney VERSION {version} LANGUAGES C CXX ASM)\n")
        (folder / "CHANGELOG.md").write_text(changelog)
        (folder / "README.md").write_text("sudo apt install ./phoney_0.2.0_amd64.deb\n")
        self.git("init", "--quiet")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "All")

    def git(self, *words: str) -> str:
        who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "safe.directory=*"]
        return subprocess.run(["git", *who, *words], cwd=self.folder, check=True, capture_output=True, text=True, timeout=TIMEOUT).stdout.strip()

    def call(self, script: str, *words: str, **environment: str | Path) -> subprocess.CompletedProcess[str]:
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))}
        return call(self.folder / "scripts" / script, *words, **who, **environment)


CHANGELOG = """# Changelog

## 0.2.0 - 2027-01-02

### Added

- A thing.

## 0.1.0 - 2026-12-01

- The first.
"""


class TagTest(unittest.TestCase):
    def tree(self, version: str = "0.2.0", changelog: str = CHANGELOG) -> Tree:
        return Tree(Path(self.enterContext(tempfile.TemporaryDirectory()), "tree"), version, changelog)

    def refuses(self, tree: Tree, message: str, *words: str) -> None:
        done = tree.call("release", *words)
        self.assertEqual((done.returncode, done.stderr, done.stdout), (1, message + "\n", ""))
        self.assertEqual(tree.git("tag"), "")

    def test_tags_this_commit(self) -> None:
        tree = self.tree()
        done = tree.call("release")
        self.assertEqual((done.returncode, done.stderr), (0, "This commit is tagged v0.2.0. To release it: git push origin v0.2.0\n"))
        self.assertEqual(tree.git("for-each-ref", "--format=%(refname) %(objecttype) %(subject)", "refs/tags"), "refs/tags/v0.2.0 tag phoney 0.2.0")

    def test_a_change_that_is_not_committed(self) -> None:
        tree = self.tree()
        (tree.folder / "new").touch()
        self.refuses(tree, "there are changes that are not committed; commit or stash them")

    def test_no_section_in_the_changelog(self) -> None:
        done = self.tree(changelog="# Changelog\n\n## Unreleased\n\n- A thing.\n").call("release")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'^CHANGELOG.md has no section for 0\.2\.0: rename "## Unreleased" to "## 0\.2\.0 - \d{4}-\d\d-\d\d"\n$')

    def test_another_version_than_the_sources(self) -> None:
        self.refuses(self.tree("0.3.0"), "CMakeLists.txt says version 0.3.0, not 0.2.0: change project(phoney VERSION ...) or the tag", "v0.2.0")

    def test_a_readme_that_installs_another_version(self) -> None:
        tree = self.tree("0.1.0")
        self.refuses(tree, 'README.md does not install 0.1.0: change the versions in its section "Install"')

    def test_a_prerelease_leaves_the_readme_alone(self) -> None:
        tree = self.tree("0.1.0", CHANGELOG.replace("## 0.1.0", "## 0.1.0-rc.1"))
        self.assertEqual(tree.call("release", "0.1.0-rc.1").returncode, 0)
        self.assertEqual(tree.git("tag"), "v0.1.0-rc.1")

    def test_no_version(self) -> None:
        for text in ("0.2", "v0.2.0+1", "0.2.0-", "latest", "0.2.0 "):
            with self.subTest(text):
                self.refuses(self.tree(), f"{text} is not a version: use 0.1.0, or 0.2.0-rc.1 for a pre-release", text)

    def test_a_second_time(self) -> None:
        tree = self.tree()
        tree.call("release")
        done = tree.call("release")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("tag 'v0.2.0' already exists", done.stderr)

    def test_wrong_words(self) -> None:
        for words in (("--publish",), ("0.2.0", "0.3.0")):
            with self.subTest(words):
                self.refuses(self.tree(), "usage: scripts/release [--dry-run] [VERSION]", *words)


class PublishTest(unittest.TestCase):
    """The arguments and the input of GitHub's command line."""

    def publish(self, version: str, changelog: str = CHANGELOG) -> list[str]:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        tree = Tree(folder / "tree", "0.2.0", changelog)
        dist = folder / "dist"
        dist.mkdir()
        for name in (f"phoney-{version}-linux-arm64.tar.gz", f"phoney_{version}_arm64.deb", "SHA256SUMS"):
            (dist / name).touch()
        (dist / "images").mkdir()
        gh = folder / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\ncat\n')
        gh.chmod(0o755)
        done = tree.call("releasing/publish", f"v{version}", RELEASE_FOLDER=dist, PATH=f"{gh.parent}:{os.environ['PATH']}")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.replace(f"{dist}/", "").splitlines()

    def test_release(self) -> None:
        self.assertEqual(self.publish("0.2.0"), [
            "release", "create", "v0.2.0", "--verify-tag", "--title", "phoney 0.2.0", "--notes-file", "-",
            "phoney-0.2.0-linux-arm64.tar.gz", "phoney_0.2.0_arm64.deb", "SHA256SUMS", "", "### Added", "", "- A thing.", "",
        ])

    def test_prerelease(self) -> None:
        asked = self.publish("0.2.0-rc.1", CHANGELOG.replace("## 0.2.0", "## 0.2.0-rc.1"))
        self.assertEqual(asked[2:9], ["v0.2.0-rc.1", "--verify-tag", "--title", "phoney 0.2.0-rc.1", "--notes-file", "-", "--prerelease"])
        self.assertIn("- A thing.", asked)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", type=Path, required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = arguments.phoney.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
