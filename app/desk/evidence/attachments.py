"""The attachments of a use case: copied into the data folder first, recorded within its transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.shared.context import Desk
from app.files.readers.sniffing import Sniffed
from app.files.shared.copies import Copied
from app.models.register.stores import Stores
from app.rules.evidence import KeptFile


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as named by the person, its copy in the data folder, and what it is by its content."""

    path: Path
    copied: Copied
    found: Sniffed

    @property
    def kept(self) -> KeptFile:
        """The hash and the name it is stored under."""
        return KeptFile(self.copied.digest, self.path.name)


@contextmanager
def taken_in(
    desk: Desk, paths: Iterable[str | Path], *, field: str = "attachments"
) -> Iterator[tuple[Attachment, ...]]:
    """Copies files for a transaction inside the block, each path once; when the block fails, none of them remains.

    Raises:
        Refused: a file is not there (at `field` of the form).
        FileRefused: a file is empty, larger than 20 MB, has macros or is of no kind that can be an attachment.

    """
    wanted = [Path(path) for path in dict.fromkeys(map(str, paths))]
    absent = desk.reader.missing(tuple(Path(os.path.abspath(path)) for path in wanted))
    if absent:
        raise Refused("附件不存在，或不是文件，没有存入：" + "、".join(map(str, absent)), field=field)
    with ExitStack() as held:
        yield tuple(_attachment(path, held.enter_context(evidence_acts.taken_in(desk, path))) for path in wanted)


def _attachment(path: Path, taken: evidence_acts.Taken) -> Attachment:
    return Attachment(path, taken.copied, taken.found)


def keep(desk: Desk, stores: Stores, person: Person, files: Sequence[Attachment]) -> tuple[KeptFile, ...]:
    """Records copied files within the open transaction; returns the text that a record keeps."""
    for file in files:
        evidence_acts.keep(desk, stores, person, file.path, file.copied)
    return tuple(file.kept for file in files)


def joined(before: Iterable[str], files: Iterable[Attachment]) -> tuple[str, ...]:
    """The names in a record and those of new files, without duplicates."""
    return tuple(dict.fromkeys([*before, *(file.path.name for file in files)]))
