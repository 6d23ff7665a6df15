"""What of the desk is installed here: version, build and components, and whether a newer version waits beside it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.base.resources import resource, resource_toml

# Set by the launcher of an installed desk: the command that always starts the newest installed version.
LAUNCHER = "JIESU_DESK_LAUNCHER"
_VERSIONS, _CURRENT = "versions", "current"
_HERE = Path(__file__).resolve()


@dataclass(frozen=True, slots=True)
class Component:
    """One part that ships with the desk: its name, its version (empty where it is not known here), its licence."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Installation:
    """The running desk: version, build (empty for a source checkout), processor, Python, components, licence folder."""

    version: str
    build: str
    machine: str
    python: str
    components: tuple[Component, ...]
    licences: Path | None


def installation() -> Installation:
    """Describes the running desk from what the build wrote beside it; without that, from the shipped list alone."""
    python = platform.python_version()
    try:
        written = resource_toml("build.toml")
    except FileNotFoundError:
        listed = resource_toml("components.toml")["wheels"]
        parts = tuple(Component(name, "", licence) for name, licence in listed.items())
        return Installation(__version__, "", platform.machine(), python, parts, None)
    parts = tuple(Component(**part) for part in written["components"])
    folder = resource("build.toml").parents[5] / "share" / "licences"
    return Installation(
        __version__, written["build"], platform.machine(), python, parts, folder if folder.is_dir() else None
    )


def launcher(environment: Mapping[str, str] = os.environ) -> str:
    """The command of the installed desk, such as /usr/bin/jiesu-desk; empty in a source checkout."""
    return environment.get(LAUNCHER, "") if sys.platform != "win32" else ""


def waiting_version(here: Path = _HERE) -> str:
    """The version that was installed beside the running one and starts next; empty when there is none.

    Versions lie side by side in a folder `versions`, and the link `current` next to it names the newest.
    """
    for own in here.parents:
        if own.parent.name == _VERSIONS:
            link = own.parent.parent / _CURRENT
            newest = link.resolve().name if link.exists() else own.name
            return newest if newest != own.name else ""
    return ""
