"""What a build is called: the product's version with the day and commit it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from installer.bundle.steps import Unbuilt, run

_VERSION = re.compile(r'^__version__ = "([0-9.]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Release:
    """Version, moment of the commit in UTC as YYYYMMDD.HHMM, and the commit's first 8 digits."""

    version: str
    moment: str
    commit: str
    seconds: int

    @property
    def full(self) -> str:
        """The version as dpkg compares it: later commits are newer, a higher version is newer than all of them."""
        return f"{self.version}+{self.moment}.{self.commit}"


def release_of(project: Path) -> Release:
    """The release that a clone makes.

    Raises:
        Unbuilt: the folder is no git clone.

    """
    found = _VERSION.search((project / "app" / "__init__.py").read_text("utf-8"))
    if found is None:
        raise Unbuilt("app/__init__.py names no version")
    asked = ["git", "-C", str(project), "-c", f"safe.directory={project}", "log", "-1"]
    variables = {"TZ": "UTC", "PATH": "/usr/bin:/bin"}
    moment, commit, seconds = run(
        [*asked, "--format=%cd %h %ct", "--abbrev=8", "--date=format-local:%Y%m%d.%H%M"], variables=variables
    ).split()
    return Release(found[1], moment, commit, int(seconds))
