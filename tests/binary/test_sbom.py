"""The list of what a release contains: valid CycloneDX, complete, and with the versions that are really there.

    python tests/binary/test_sbom.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[2]
PHONEY = Path()
# Where the upstream's version begins and ends in Debian's: 1:1.2.13.dfsg-1, 9.1.0+ds1-2, 1.5.4+dfsg2-5+deb12u1.
UPSTREAM = re.compile(r"(?:\d+:)?(\d+(?:\.\d+)*)")


def module(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    return loaded


sbom = module(ROOT / "tools" / "sbom.py")
sys.path.insert(0, str(ROOT / "tools" / "import_faker"))


class SbomTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        with tempfile.TemporaryDirectory() as folder:
            texts = []
            for name in ("first", "second"):
                file = Path(folder, name)
                subprocess.run([sys.executable, ROOT / "tools" / "sbom.py", file], check=True, timeout=60)
                texts.append(file.read_text("utf-8"))
        cls.text, cls.again = texts
        cls.components = {entry["name"]: entry for entry in json.loads(cls.text)["components"]}

    def test_is_valid(self) -> None:
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(self.text))

    def test_the_same_packages_give_the_same_bytes(self) -> None:
        self.assertEqual(self.text, self.again)

    def test_lists_every_library_that_the_program_names(self) -> None:
        lines = subprocess.run([PHONEY, "version"], check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()[4:]
        self.assertGreater(len(lines), 10)
        for line in lines:
            name, version = re.fullmatch(r"with (.+) (\S+)", line).groups()
            found = UPSTREAM.match(self.components[name]["version"])[1]
            longer, shorter = sorted((version, found), key=len, reverse=True)
            self.assertTrue(longer == shorter or longer.removeprefix(shorter).startswith("."), f"{line}, but the list has {found}")

    def test_lists_what_the_notices_do(self) -> None:
        from notices import LIBRARIES

        named = {re.sub(r" [\d.]+$", "", library.name) for library in LIBRARIES}
        self.assertEqual(named | {"Faker"}, set(self.components))

    def test_versions_of_what_is_vendored(self) -> None:
        vendor_web = (ROOT / "tools" / "vendor_web.py").read_text("utf-8")
        pinned = dict(re.findall(r'^    "([\w-]+)@([\d.]+)":', vendor_web, re.MULTILINE))
        self.assertEqual({self.components[name]["purl"] for name in ("Swagger UI", "Redoc")}, {f"pkg:npm/{name}@{version}" for name, version in pinned.items()})
        header = (ROOT / "third_party" / "simdjson" / "simdjson.h").read_text("utf-8")
        self.assertEqual(self.components["simdjson"]["version"], re.search(r'#define SIMDJSON_VERSION "([\d.]+)"', header)[1])
        self.assertEqual(self.components["Faker"]["version"], (ROOT / "data" / "FAKER_VERSION").read_text("utf-8").strip())

    def test_every_archive_that_is_linked_is_listed(self) -> None:
        """The linker's map names the files; dpkg whose they are."""
        linker_map = PHONEY.with_name("phoney.map").read_text("utf-8", "replace")
        archives = {os.path.realpath(file) for file in re.findall(r"(/usr/[^\s()]+\.(?:a|o))\b", linker_map)}
        self.assertGreater(len(archives), 10)
        owners = subprocess.run(["dpkg-query", "--search", *sorted(archives)], capture_output=True, text=True, timeout=60).stdout
        packages = {line.partition(":")[0] for line in owners.splitlines()}
        listed = {entry["properties"][0]["value"].partition("_")[0] for entry in self.components.values() if "properties" in entry}
        # libgcc.a and crtbegin.o come with the compiler, from the same source as the C++ library.
        self.assertEqual({name for name in packages if not re.fullmatch(r"libgcc-\d+-dev", name)} - listed, set())


class UpgradeTest(unittest.TestCase):
    def test_a_package_is_built_of_the_newest_libraries(self) -> None:
        """scripts/package asks apt for exactly the libraries that are linked, before it builds."""
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            for name in ("apt-get", "cmake", "sudo"):
                stand_in = Path(folder, name)
                stand_in.write_text(f'#!/bin/sh\necho "{name} $*" >>"{log}"\n' + ("exit 1\n" if name == "cmake" else ""))
                stand_in.chmod(0o755)
            environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
            script = f'. "{ROOT}/scripts/setup.sh"; upgrade_packages $(linked_packages)'
            done = subprocess.run(["bash", "-euc", script], env=environment, capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            asked = [line.removeprefix("sudo ") for line in log.read_text().splitlines()]
            self.assertTrue(asked[0].startswith("apt-get update"), asked)
            self.assertIn("--only-upgrade", asked[1])
            self.assertEqual(asked[1].partition("--only-upgrade ")[2].split(), sbom.linked_packages())
            self.assertRegex(done.stderr, r"linked: libssl-dev \d")
        package = (ROOT / "scripts" / "package").read_text("utf-8")
        self.assertLess(package.index('upgrade_packages "${linked[@]}"'), package.index("build release phoney"))
        self.assertLess(package.index("upgrade_packages libc6-dev-arm64-cross"), package.index("build arm64 phoney"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phoney", required=True)
    arguments, rest = parser.parse_known_args()
    PHONEY = Path(os.path.abspath(arguments.phoney))
    unittest.main(argv=[sys.argv[0], *rest])
