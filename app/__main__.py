"""Starts the desk: `python -m app`, or the command `jiesu-desk`; with its hidden argument, the reading process."""

from __future__ import annotations

import importlib
import sys

from app.files.apart.command import READER_ARGUMENT


def main() -> None:
    """Runs as the reading process when this program started itself as such, else as the desk."""
    reads = sys.argv[1:2] == [READER_ARGUMENT]
    importlib.import_module("app.files.apart.serving" if reads else "app.bootstrap").main()


if __name__ == "__main__":
    main()
