"""Every part of a bundle with version, licence and origin: for the list of components and the page 关于."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installer.bundle.debian import DebianPackage
from installer.bundle.locked import Wheel
from installer.bundle.steps import Unbuilt

# Source packages that people know by another name.
KNOWN_AS = {"python3.11": "CPython", "sqlite3": "SQLite", "openssl": "OpenSSL", "gcc-12": "GCC runtime"}
# Licences that allow what an office and we do with these files; anything else stops the build.
ALLOWED = frozenset(
    {
        "MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "PSF-2.0", "LGPL-3.0-only", "LGPL-2.1-or-later",
        "Zlib", "Libpng", "HPND", "FTL", "blessing", "bzip2-1.0.6", "Unicode-3.0", "AFL-2.1",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One component: name, version, SPDX licence, package URL, SHA-256 of its file (empty inside another)."""

    name: str
    version: str
    licence: str
    purl: str
    sha256: str = ""


def read_list(project: Path) -> dict[str, dict[str, Any]]:
    """The shipped table of licences."""
    return tomllib.loads((project / "resources" / "components.toml").read_text("utf-8"))


def wheel_parts(wheels: Iterable[Wheel], listed: dict[str, dict[str, Any]]) -> list[Part]:
    """The parts that came as wheels, and what they hold under names of their own.

    Raises:
        Unbuilt: a wheel is not in the table.

    """
    parts, versions = [], {}
    for wheel in wheels:
        if wheel.name not in listed["wheels"]:
            raise Unbuilt(f"resources/components.toml does not name the licence of {wheel.name}")
        versions[wheel.name] = wheel.version
        licence = listed["wheels"][wheel.name]
        parts.append(Part(wheel.name, wheel.version, licence, f"pkg:pypi/{wheel.name}@{wheel.version}", wheel.sha256))
    for name, inner in listed["inside"].items():
        version = inner.get("version", versions[inner["wheel"]])
        parts.append(Part(name, version, inner["licence"], f"pkg:generic/{name.lower()}@{version}"))
    return parts


def system_parts(packages: Iterable[DebianPackage], listed: dict[str, dict[str, Any]]) -> list[Part]:
    """The parts that came from Debian, one for each source package.

    Raises:
        Unbuilt: a source package is not in the table.

    """
    parts: dict[str, Part] = {}
    for package in packages:
        source, version = package.source.split()
        if source not in listed["system"]:
            raise Unbuilt(f"resources/components.toml does not name the licence of {source} ({package.name})")
        purl = f"pkg:deb/debian/{source}@{version}?distro=bookworm&arch={package.arch}"
        parts[source] = Part(KNOWN_AS.get(source, source), version, listed["system"][source], purl)
    return [parts[source] for source in sorted(parts)]


def unwanted_licences(licences: Iterable[str]) -> list[str]:
    """The SPDX expressions of which no alternative is allowed."""
    return sorted(
        {
            licence
            for licence in licences
            if not any(all(one in ALLOWED for one in way.split(" AND ")) for way in licence.split(" OR "))
        }
    )


def build_toml(build: str, parts: Sequence[Part]) -> str:
    """What the product reads of its own build: see app.base.installation."""
    lines = [f'build = "{build}"', ""]
    for part in parts:
        lines += [
            "[[components]]",
            f'name = "{part.name}"',
            f'version = "{part.version}"',
            f'licence = "{part.licence}"',
            "",
        ]
    return "\n".join(lines)
