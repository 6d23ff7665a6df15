"""How the reading process is started: by this program itself with a hidden argument, bundled or not."""

from __future__ import annotations

import sys
from pathlib import Path

READER_ARGUMENT = "--read-files"
PACKAGE_ROOT = Path(__file__).resolve().parents[3]


def reader_command() -> list[str]:
    """The command of a reading process; a bundled program is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READER_ARGUMENT]
    return [sys.executable, "-m", "app", READER_ARGUMENT]
