"""The packages and wheels that uv.lock fixes for one kind of PC, without the tools of development."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, cpython_tags
from packaging.utils import parse_wheel_filename

from installer.bundle.targets import Target

PRODUCT = "jiesu-desk"


class Unlocked(Exception):
    """The locked list has no answer for this kind of PC; the text names the package."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """One locked wheel: package, version, file name, and its SHA-256 in hexadecimal digits."""

    name: str
    version: str
    file: str
    sha256: str

    @property
    def requirement(self) -> str:
        """The line that pip takes with --require-hashes."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


def locked_wheels(lock: Path, target: Target) -> list[Wheel]:
    """The wheels of everything the product needs on that PC, by name.

    Raises:
        Unlocked: a package has no wheel for it.

    """
    packages = tomllib.loads(lock.read_text("utf-8"))["package"]
    return sorted((_best_wheel(package, target) for package in _needed(packages, target)), key=_by_name)


def _by_name(wheel: Wheel) -> str:
    return wheel.name


def _needed(packages: list[dict[str, Any]], target: Target) -> Iterator[dict[str, Any]]:
    waiting, seen = [_find(packages, {"name": PRODUCT})], {PRODUCT}
    while waiting:
        for wanted in waiting.pop().get("dependencies", ()):
            if wanted["name"] in seen or not _applies(wanted, target.markers):
                continue
            seen.add(wanted["name"])
            found = _find(packages, wanted)
            waiting.append(found)
            yield found


def _applies(wanted: Mapping[str, Any], markers: dict[str, str]) -> bool:
    marker = wanted.get("marker")
    return marker is None or Marker(marker).evaluate(markers)


def _find(packages: list[dict[str, Any]], wanted: Mapping[str, Any]) -> dict[str, Any]:
    for package in packages:
        if package["name"] == wanted["name"] and wanted.get("version") in (None, package["version"]):
            return package
    raise Unlocked(f"uv.lock does not hold {wanted['name']}")


def _best_wheel(package: Mapping[str, Any], target: Target) -> Wheel:
    order = {tag: place for place, tag in enumerate(_tags(target))}
    best, best_place = None, len(order)
    for wheel in package.get("wheels", ()):
        file = wheel["url"].rsplit("/", 1)[1]
        place = min((order.get(tag, len(order)) for tag in parse_wheel_filename(file)[3]), default=len(order))
        if place < best_place:
            best, best_place = Wheel(package["name"], package["version"], file, wheel["hash"].split(":")[1]), place
    if best is None:
        raise Unlocked(f"{package['name']} {package['version']} has no wheel for {target.arch}")
    return best


def _tags(target: Target) -> Iterator[Tag]:
    yield from cpython_tags((3, 11), platforms=target.wheel_tags)
    yield from (Tag(python, "none", "any") for python in ("cp311", "py311", "py3", "py2.py3"))
