"""The list as CycloneDX 1.6 (ECMA-424), which vulnerability scanners read best."""

from __future__ import annotations

from components import Component


def entry(component: Component) -> dict:
    is_expression = " " in component.licence or component.licence.startswith("LicenseRef-")
    licence = {"expression": component.licence} if is_expression else {"license": {"id": component.licence}}
    result = {
        "type": "data" if component.is_data else "library", "bom-ref": component.purl, "name": component.name,
        "version": component.version, "licenses": [licence], "purl": component.purl,
    }
    if component.package:
        result["properties"] = [{"name": "phoney:package", "value": component.package}]
    return result


def document(components: list[Component], version: str) -> dict:
    program = f"pkg:generic/phoney@{version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": program, "name": "phoney", "version": version, "purl": program}},
        "components": [entry(component) for component in components],
        "dependencies": [{"ref": program, "dependsOn": sorted(component.purl for component in components)}],
    }
