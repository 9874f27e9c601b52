"""Write what a release of phoney contains as a CycloneDX 1.6 document, for scanners that know which versions are vulnerable.

    python3 tools/sbom.py [--arch arm64] OUTPUT

The list is third_party/components.tsv. Versions of the distribution's packages are those installed here; with --arch arm64, those of
the files that scripts/setup.sh has downloaded for cross builds. The same packages give the same bytes. Standard library only.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
COMPONENTS = ROOT / "third_party" / "components.tsv"
ARM64_DEBS = ROOT / "build" / "tools" / "arm64" / "debs"


@dataclass(frozen=True)
class Component:
    name: str
    kind: str
    package: str
    version: str
    licence: str


def components() -> list[Component]:
    """The list as it is written."""
    lines = [line for line in COMPONENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [Component(*row) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def vendored_version(component: Component) -> str:
    """The version of what is in this repository."""
    if not component.version.startswith("data/"):
        return component.version
    text = (ROOT / component.version).read_text("utf-8")
    return json.loads(text)[component.package] if component.version.endswith(".json") else text.strip()


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def linked_packages() -> list[str]:
    """The distribution's packages, in the order of the list."""
    script = f'. "{ROOT}/scripts/setup.sh"; linked_packages'
    return run("bash", "-euc", script).split()


def package_facts(package: str, arch: str | None) -> tuple[str, str, str, str]:
    """Version and architecture of a package, and the name and version of its source, which advisories go by."""
    fields = "${Version}\t${Architecture}\t${source:Package}\t${source:Version}"
    files = sorted(ARM64_DEBS.glob(f"{package}_*.deb")) if arch == "arm64" else []
    if files:
        shown = run("dpkg-deb", "--show", f"--showformat={fields}", str(files[0]))
    else:
        shown = run("dpkg-query", "--show", f"--showformat={fields}\n", package)
    version, architecture, source, source_version = shown.splitlines()[0].split("\t")
    if arch == "arm64" and not files:
        # The cross compiler's own libraries: 2.36-8cross1 is 2.36-8 of the same source.
        version = run("dpkg-query", "--show", "--showformat=${Version}\n", f"{package}-arm64-cross").splitlines()[0]
        architecture, source_version = "arm64", re.sub(r"cross\d+$", "", version)
    return version, architecture, source, source_version


def distribution() -> tuple[str, str]:
    """ID and version of the distribution: debian, 12."""
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text("utf-8").splitlines() if "=" in line)
    return release["ID"].strip('"'), release["VERSION_ID"].strip('"')


def of_distribution(component: Component, package: str, arch: str | None) -> dict:
    version, architecture, source, source_version = package_facts(package, arch)
    vendor, release = distribution()
    # By the source's name: that is what Debian's and Ubuntu's advisories call it.
    purl = f"pkg:deb/{vendor}/{quote(source)}@{quote(source_version)}?arch=source&distro={vendor}-{release}"
    properties = [{"name": "phoney:package", "value": f"{package}_{version}_{architecture}"}]
    return {**described(component, source_version, purl), "properties": properties}


def described(component: Component, version: str, purl: str) -> dict:
    is_expression = " " in component.licence or component.licence.startswith("LicenseRef-")
    licence = {"expression": component.licence} if is_expression else {"license": {"id": component.licence}}
    return {"type": "data" if component.name in ("Faker", "IANA Time Zone Database") else "library", "bom-ref": purl, "name": component.name,
            "version": version, "licenses": [licence], "purl": purl}


def bill(arch: str | None) -> dict:
    (version,) = re.findall(r"^project\(phoney VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text("utf-8"), re.MULTILINE)
    packages = iter(linked_packages())
    listed = []
    for component in components():
        if component.kind == "deb":
            listed.append(of_distribution(component, next(packages), arch))
        else:
            found = vendored_version(component)
            listed.append(described(component, found, f"pkg:{component.kind}/{component.package}@{quote(found)}"))
    program = f"pkg:generic/phoney@{version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": program, "name": "phoney", "version": version, "purl": program}},
        "components": listed,
        "dependencies": [{"ref": program, "dependsOn": sorted(entry["bom-ref"] for entry in listed)}],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arch", choices=["x86_64", "arm64"], help="of a cross build; this machine's if not given")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    is_cross = arguments.arch == "arm64" and run("dpkg", "--print-architecture").strip() != "arm64"
    text = json.dumps(bill("arm64" if is_cross else None), indent=2, ensure_ascii=False) + "\n"
    arguments.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
