"""What a release of phoney contains that others made: third_party/components.tsv, with the versions that are linked here."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
COMPONENTS = ROOT / "third_party" / "components.tsv"
ARM64_DEBS = ROOT / "build" / "tools" / "arm64" / "debs"
DATA = ("Faker", "IANA Time Zone Database")


@dataclass(frozen=True)
class Component:
    """A line of the list, with the version that was found. `package` is the distribution's package, if it comes from one."""

    name: str
    licence: str  # SPDX expression
    version: str
    purl: str
    package: str = ""

    @property
    def is_data(self) -> bool:
        return self.name in DATA


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def linked_packages() -> list[str]:
    """The distribution's packages, in the order of the list."""
    script = f'. "{ROOT}/scripts/setup.sh"; linked_packages'
    return run("bash", "-euc", script).split()


def is_cross_build(arch: str | None) -> bool:
    return arch == "arm64" and run("dpkg", "--print-architecture").strip() != "arm64"


def package_facts(package: str, cross: bool) -> tuple[str, str, str, str]:
    """Version and architecture of a package, and the name and version of its source, which advisories go by."""
    fields = "${Version}\t${Architecture}\t${source:Package}\t${source:Version}"
    files = sorted(ARM64_DEBS.glob(f"{package}_*.deb")) if cross else []
    if files:
        shown = run("dpkg-deb", "--show", f"--showformat={fields}", str(files[0]))
    else:
        shown = run("dpkg-query", "--show", f"--showformat={fields}\n", package)
    version, architecture, source, source_version = shown.splitlines()[0].split("\t")
    if cross and not files:
        # The cross compiler's own libraries: 2.36-8cross1 is 2.36-8 of the same source.
        version = run("dpkg-query", "--show", "--showformat=${Version}\n", f"{package}-arm64-cross").splitlines()[0]
        architecture, source_version = "arm64", re.sub(r"cross\d+$", "", version)
    return version, architecture, source, source_version


def distribution() -> tuple[str, str]:
    """ID and version of the distribution: debian, 12."""
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text("utf-8").splitlines() if "=" in line)
    return release["ID"].strip('"'), release["VERSION_ID"].strip('"')


def of_distribution(name: str, licence: str, package: str, cross: bool) -> Component:
    version, architecture, source, source_version = package_facts(package, cross)
    vendor, release = distribution()
    # By the source's name: that is what Debian's and Ubuntu's advisories call it.
    purl = f"pkg:deb/{vendor}/{quote(source)}@{quote(source_version)}?arch=source&distro={vendor}-{release}"
    return Component(name, licence, source_version, purl, f"{package}_{version}_{architecture}")


def vendored(name: str, licence: str, kind: str, package: str, version: str) -> Component:
    """Of what is in this repository; `version` may name the file that says it."""
    if version.startswith("data/"):
        text = (ROOT / version).read_text("utf-8")
        version = json.loads(text)[package] if version.endswith(".json") else text.strip()
    return Component(name, licence, version, f"pkg:{kind}/{package}@{quote(version)}")


def components(arch: str | None) -> list[Component]:
    """In the order of the list."""
    cross = is_cross_build(arch)
    packages = iter(linked_packages())
    lines = [line for line in COMPONENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [
        of_distribution(name, licence, next(packages), cross) if kind == "deb" else vendored(name, licence, kind, package, version)
        for name, kind, package, version, licence in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def project_version() -> str:
    (version,) = re.findall(r"^project\(phoney VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text("utf-8"), re.MULTILINE)
    return version
