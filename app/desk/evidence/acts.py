"""Evidence files, copied into the data folder under the hash of their content and never changed."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.shared.context import Desk
from app.files.readers.sniffing import Sniffed, safe_name
from app.files.shared.copies import Copied, copy_hashed, place_of
from app.files.shared.sources import is_regular
from app.models.evidence.store import EvidenceRecord
from app.models.register.stores import Stores

# The platform takes attachments of at most 20 MB (domain: reply form).
LARGEST = 20 << 20


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One file: its hash, the name it came with, its kind (MIME type, "" when unknown), size in bytes, who and when."""

    digest: str
    name: str
    kind: str
    size: int
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was copied in: its copy, and what it is by its content."""

    copied: Copied
    found: Sniffed


@contextmanager
def taken_in(desk: Desk, path: Path, *, limit: int = LARGEST) -> Iterator[Taken]:
    """Copies the file into the data folder, for a transaction inside the block; the one way in for all attachments.

    When the block fails, a copy that no record refers to is removed.

    Raises:
        FileRefused: the file is missing, empty, larger than `limit` bytes, a program, an archive, a document with
            macros, or nothing that can be an attachment.
        EnvironmentFault: it cannot be stored.

    """
    copied = copy_hashed(Path(os.path.abspath(path)), desk.folder.evidence, limit=limit, copy=desk.reader.copy)
    try:
        yield Taken(copied, desk.reader.sniff(copied.path, name=safe_name(path.name)))
    except BaseException:
        if copied.fresh and find(desk, digest=copied.digest) is None:
            copied.path.unlink(missing_ok=True)
        raise


def keep(desk: Desk, stores: Stores, person: Person, path: Path, copied: Copied) -> str:
    """Records a copied file within the open transaction; returns its hash."""
    kind = mimetypes.guess_type(path.name)[0] or ""
    name = path.name.encode("utf-8", "replace").decode()
    stores.evidence.add(EvidenceRecord(copied.digest, name, kind, copied.size, desk.now(), person.name))
    return copied.digest


def find(desk: Desk, *, digest: str) -> EvidenceRow | None:
    """The record of a file; None when the register has none of this hash."""
    with desk.register.reading() as stores:
        row = stores.evidence.get(digest)
    return None if row is None else _row(row)


def path_of(desk: Desk, *, digest: str) -> Path:
    """The path of the file, after checking its content against its hash.

    Raises:
        Refused: the file is gone or was changed.

    """
    if not whole(desk, digest=digest):
        raise Refused("材料文件已丢失或被改动", hint="请从备份中找回，或重新上传")
    return place_of(desk.folder.evidence, digest)


def damaged(desk: Desk) -> list[EvidenceRow]:
    """Every file of the register that is missing or whose content has changed."""
    with desk.register.reading() as stores:
        rows = stores.evidence.every()
    return [_row(row) for row in rows if not whole(desk, digest=row.hash)]


def whole(desk: Desk, *, digest: str) -> bool:
    """Whether the file is in its place and its content matches its hash; read by the reading process."""
    try:
        return desk.reader.digest(place_of(desk.folder.evidence, digest).absolute()) == digest
    except FileRefused:
        return False


def is_there(desk: Desk, *, digest: str) -> bool:
    """Whether a regular file is in the place of this content; it is not read."""
    return is_regular(place_of(desk.folder.evidence, digest))


def _row(file: EvidenceRecord) -> EvidenceRow:
    return EvidenceRow(file.hash, file.name, file.kind, file.size, file.added_at, file.added_by)
