"""The list as SPDX 2.3 (ISO/IEC 5962), the form that procurement and licence reviews ask for."""

from __future__ import annotations

import hashlib
import json
import os
import re
from datetime import UTC, datetime

from components import Component

PROGRAM = "SPDXRef-phoney"
# A licence that SPDX's list does not have is described in the document.
OTHER_LICENCES = {"LicenseRef-public-domain": "liblzma is in the public domain."}
UNKNOWN = "NOASSERTION"


def identifier(name: str) -> str:
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9]+", "-", name)


def package(identity: str, name: str, version: str, licence: str, purl: str, purpose: str) -> dict:
    return {
        "SPDXID": identity,
        "name": name,
        "versionInfo": version,
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": False,
        "licenseConcluded": licence,
        "licenseDeclared": licence,
        "copyrightText": UNKNOWN,
        "primaryPackagePurpose": purpose,
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
    }


def relationship(one: str, kind: str, other: str) -> dict:
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def component_package(component: Component) -> dict:
    result = package(
        identifier(component.name), component.name, component.version, component.licence, component.purl,
        "OTHER" if component.is_data else "LIBRARY",
    )
    if component.package:
        result["sourceInfo"] = f"linked from the package {component.package}"
    return result


def document(components: list[Component], version: str) -> dict:
    listed = [component_package(component) for component in components]
    # The namespace must differ for documents that differ, and is the same for the same content.
    digest = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
    used = {component.licence for component in components}
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"phoney-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/phoney-{version}-{digest}",
        "creationInfo": {
            # SPDX wants a time; the same source must give the same bytes (https://reproducible-builds.org/specs/source-date-epoch).
            "created": datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: phoney-sbom"],
        },
        "packages": [package(PROGRAM, "phoney", version, "MIT", f"pkg:generic/phoney@{version}", "APPLICATION"), *listed],
        "hasExtractedLicensingInfos": [
            {"licenseId": licence, "extractedText": text} for licence, text in OTHER_LICENCES.items() if licence in used
        ],
        "relationships": [
            relationship("SPDXRef-DOCUMENT", "DESCRIBES", PROGRAM),
            *(relationship(PROGRAM, "CONTAINS", entry["SPDXID"]) for entry in listed),
        ],
    }
