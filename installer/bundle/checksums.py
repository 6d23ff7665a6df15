"""Writes the SHA-256 of every finished file, as `sha256sum --check` reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def write_checksums(folder: Path, files: Iterable[Path], name: str) -> Path:
    """One line for each file, with its path below the folder, by path."""
    lines = [f"{_digest(path)}  {path.relative_to(folder)}" for path in sorted(files)]
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
