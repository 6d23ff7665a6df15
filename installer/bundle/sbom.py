"""Writes the list of components in CycloneDX 1.5, the form in which scanners of weaknesses read it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from installer.bundle.components import Part
from installer.bundle.release import Release
from installer.bundle.targets import Target

_NAMESPACE = uuid.UUID("6f1d3f0a-9a6e-5c39-8e7a-12345a5a5a5a")


def cyclonedx(parts: Sequence[Part], target: Target, release: Release) -> str:
    """The whole document; one release gives the same text each time."""
    made = datetime.fromtimestamp(release.seconds, UTC)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{release.full} {target.arch}')}",
        "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": "jiesu-desk",
                "name": "jiesu-desk",
                "version": release.full,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": [_component(part) for part in parts],
        "dependencies": [{"ref": "jiesu-desk", "dependsOn": [part.purl for part in parts]}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _component(part: Part) -> dict[str, object]:
    found: dict[str, object] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "licenses": [{"expression": part.licence}],
        "purl": part.purl,
    }
    if part.sha256:
        found["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    return found
