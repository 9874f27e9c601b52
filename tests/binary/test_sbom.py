"""The list of what a release contains: valid CycloneDX and SPDX, complete, and with the versions that are really there.

    python tests/binary/test_sbom.py --phoney build/test/phoney
"""

from __future__ import annotations

import argparse
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
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

ROOT = Path(__file__).resolve().parents[2]
PHONEY = Path()
# Where the upstream's version begins and ends in Debian's: 1:1.2.13.dfsg-1, 9.1.0+ds1-2, 1.5.4+dfsg2-5+deb12u1.
UPSTREAM = re.compile(r"(?:\d+:)?(\d+(?:\.\d+)*)")


sys.path += [str(ROOT / "tools" / "sbom"), str(ROOT / "tools" / "import_faker")]
import components  # noqa: E402 - of tools/sbom


def write(*words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1709210096"}
    return subprocess.run([sys.executable, ROOT / "tools" / "sbom", *words], env=environment, capture_output=True, text=True, timeout=60)


class SbomTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.spdx_file = folder / "first.spdx.json"
        for name in ("first", "second"):
            write("--version", "0.2.0-rc.1", folder / f"{name}.cdx.json", folder / f"{name}.spdx.json").check_returncode()
        cls.text, cls.again = (tuple((folder / f"{name}{suffix}").read_text("utf-8") for suffix in (".cdx.json", ".spdx.json")) for name in ("first", "second"))
        cls.cyclonedx, cls.spdx = map(json.loads, cls.text)
        cls.components = {entry["name"]: entry for entry in cls.cyclonedx["components"]}

    def test_is_valid_cyclonedx(self) -> None:
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(self.text[0]))

    def test_is_valid_spdx(self) -> None:
        self.assertEqual(validate_full_spdx_document(parse_file(str(self.spdx_file)), "SPDX-2.3"), [])

    def test_both_list_the_same(self) -> None:
        program, *listed = ((entry["name"], entry["versionInfo"], entry["externalRefs"][0]["referenceLocator"]) for entry in self.spdx["packages"])
        self.assertEqual(program, ("phoney", "0.2.0-rc.1", "pkg:generic/phoney@0.2.0-rc.1"))
        self.assertEqual(listed, [(entry["name"], entry["version"], entry["purl"]) for entry in self.components.values()])
        self.assertEqual(self.cyclonedx["metadata"]["component"]["version"], "0.2.0-rc.1")

    def test_spdx_says_that_the_program_contains_them(self) -> None:
        described, *contained = self.spdx["relationships"]
        self.assertEqual((described["relationshipType"], described["relatedSpdxElement"]), ("DESCRIBES", "SPDXRef-phoney"))
        self.assertEqual({entry["relationshipType"] for entry in contained}, {"CONTAINS"})
        self.assertEqual([entry["relatedSpdxElement"] for entry in contained], [entry["SPDXID"] for entry in self.spdx["packages"][1:]])

    def test_spdx_takes_its_time_from_the_source(self) -> None:
        self.assertEqual(self.spdx["creationInfo"]["created"], "2024-02-29T12:34:56Z")

    def test_another_suffix_is_refused(self) -> None:
        refused = write("list.json")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("list.json must end in .cdx.json or .spdx.json", refused.stderr)

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
            self.assertEqual(asked[1].partition("--only-upgrade ")[2].split(), components.linked_packages())
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
