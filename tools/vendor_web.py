"""Fetch the pinned Swagger UI and Redoc from npm into third_party/web, compressed, and their licences.

    python tools/vendor_web.py      needs npm; running it again changes nothing

phoney serves them from its own binary, so that /docs and /redoc need no other host. Afterwards write the versions into
third_party/components.tsv and tools/import_faker/notices.py, and run tools/import_faker, which writes the licences into
THIRD_PARTY_NOTICES.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "third_party" / "web"
LICENCES = ROOT / "tools" / "import_faker" / "licences"
PACKAGES = {  # the files to serve, and those that hold the licences
    "swagger-ui-dist@5.35.0": (["swagger-ui-bundle.js", "swagger-ui.css"], "swagger-ui", ["NOTICE", "swagger-ui-bundle.js.LICENSE.txt"]),
    "redoc@2.5.4": (["bundles/redoc.standalone.js"], "redoc", ["LICENSE", "bundles/redoc.standalone.js.LICENSE.txt"]),
}


def fetch(package: str, folder: Path) -> tarfile.TarFile:
    """The package's archive; npm checks its digest against the registry's."""
    packed = subprocess.run(["npm", "pack", "--json", package], cwd=folder, check=True, capture_output=True, text=True)
    return tarfile.open(folder / json.loads(packed.stdout)[0]["filename"])


def read(archive: tarfile.TarFile, name: str) -> bytes:
    with archive.extractfile(f"package/{name}") as file:
        return file.read()


def standing_alone(text: bytes) -> bytes:
    """The text without the line that points to a source map, which is not served, and without Redoc's logo from its own host."""
    lines = [line for line in text.splitlines() if b"sourceMappingURL=" not in line[:40]]
    return b"\n".join(lines).replace(b"https://cdn.redoc.ly/redoc/logo-mini.svg", b"data:,") + b"\n"


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, (files, licence, licence_files) in PACKAGES.items():
        with tempfile.TemporaryDirectory() as folder, fetch(package, Path(folder)) as archive:
            for name in files:
                path = TARGET / (Path(name).name + ".gz")
                path.write_bytes(gzip.compress(standing_alone(read(archive, name)), compresslevel=9, mtime=0))
            texts = [read(archive, name).decode("utf-8").strip() for name in licence_files]
            (LICENCES / f"{licence}.txt").write_text("\n\n".join(texts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
