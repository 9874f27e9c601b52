"""Write what a release of phoney contains, in the standard that the file's suffix names: .cdx.json is CycloneDX, .spdx.json is SPDX.

    python3 tools/sbom [--arch arm64] [--version VERSION] OUTPUT...

The list is third_party/components.tsv. Versions of the distribution's packages are those installed here; with --arch arm64, those of
the files that scripts/setup.sh has downloaded for cross builds. The same packages give the same bytes; SOURCE_DATE_EPOCH is the time
that SPDX wants. Standard library only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import components
import cyclonedx
import spdx

STANDARDS = {".cdx.json": cyclonedx.document, ".spdx.json": spdx.document}


def standard(file: Path) -> str:
    return next((suffix for suffix in STANDARDS if file.name.endswith(suffix)), "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arch", choices=["x86_64", "arm64"], help="of a cross build; this machine's if not given")
    parser.add_argument("--version", help="of the release; CMakeLists.txt's if not given")
    parser.add_argument("output", type=Path, nargs="+")
    arguments = parser.parse_args()
    for file in arguments.output:
        if not standard(file):
            parser.error(f"{file} must end in {' or '.join(STANDARDS)}")
    listed = components.components(arguments.arch)
    version = arguments.version or components.project_version()
    for file in arguments.output:
        document = STANDARDS[standard(file)](listed, version)
        file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
