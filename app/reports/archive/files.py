"""Puts the register's own files and the evidence into an archive, each held against its hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from app.base.errors import FileRefused
from app.base.private_files import make_file, make_folder
from app.files.shared.copies import copy_aside, place_of
from app.models.archive.source import ArchiveSource, StoredFile
from app.reports.archive.layout import EVIDENCE, PAPERS, KeptFile, Watch, file_name
from app.rules.archive.catalogue import books

_LARGEST = 1 << 32
_SHOWN_OF_HASH = 12


def write_papers(source: ArchiveSource, folder: Path, watch: Watch) -> tuple[KeptFile, ...]:
    """Writes the issued papers as they were issued.

    Raises:
        FileRefused: a paper in the register is not what its hash says.

    """
    return _write(source.papers(), source.paper_content, folder, PAPERS, watch)


def write_kept(source: ArchiveSource, folder: Path, watch: Watch) -> tuple[KeptFile, ...]:
    """Writes the other files that the register itself keeps, by the words of their table: revised papers, packages.

    Raises:
        FileRefused: a file in the register is not what its hash says.

    """
    words = {table: name for book in books(source.names) for table, name in book.tables.items()}
    kept: list[KeptFile] = []
    for table in source.with_files:
        below = f"{PAPERS}/{file_name(words[table])}"
        kept.extend(_write(source.files_of(table), partial(source.content_of, table), folder, below, watch))
    return tuple(kept)


def _write(
    files: Sequence[StoredFile], content_of: Callable[[int], bytes], folder: Path, below: str, watch: Watch
) -> tuple[KeptFile, ...]:
    kept = []
    for one in files:
        watch.step()
        content = content_of(one.id)
        digest = hashlib.sha256(content).hexdigest()
        if digest != (one.sha256 or digest):
            raise FileRefused(f"登记库中的 {one.name} 与其校验码不符，没有归档", hint="请先在健康页核验登记库")
        path = f"{below}/{one.id:04}-{file_name(one.name)}"
        make_folder((folder / path).parent)
        make_file(folder / path)
        (folder / path).write_bytes(content)
        kept.append(KeptFile(path, one.name, digest))
    return tuple(kept)


def copy_evidence(
    source: ArchiveSource, folder: Path, kept_in: Path, watch: Watch
) -> tuple[tuple[KeptFile, ...], tuple[str, ...]]:
    """Copies the evidence files; the second part names those that are missing or were changed, which is no refusal.

    Raises:
        OSError: the archive cannot be written.

    """
    kept: list[KeptFile] = []
    missing: list[str] = []
    for digest, name in source.evidence():
        watch.step()
        path = f"{EVIDENCE}/{digest[:_SHOWN_OF_HASH]}-{file_name(name)}"
        make_folder((folder / path).parent)
        if _copied(place_of(kept_in, digest), folder / path) == digest:
            kept.append(KeptFile(path, name, digest))
        else:
            missing.append(f"{name}（{digest}）")
            (folder / path).unlink(missing_ok=True)
    return tuple(kept), tuple(missing)


def _copied(place: Path, into: Path) -> str:
    """Copies a file; its hash, empty where there is none to read."""
    if not os.path.isfile(place):
        return ""
    try:
        return copy_aside(place, into, _LARGEST)[0]
    except FileRefused:
        return ""
