"""The attachments of a use case: copied into the data folder first, recorded within its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.shared.context import Desk
from app.files.shared.copies import Copied
from app.models.register.stores import Stores
from app.rules.evidence import KeptFile


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as named by the person, and its copy in the data folder."""

    path: Path
    copied: Copied

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
        FileRefused: a file is empty or larger than 20 MB.

    """
    wanted = [Path(path) for path in dict.fromkeys(map(str, paths))]
    absent = [str(path) for path in wanted if not path.is_file()]
    if absent:
        raise Refused("附件不存在：" + "、".join(absent), field=field)
    with ExitStack() as held:
        yield tuple(Attachment(path, held.enter_context(evidence_acts.taken_in(desk, path))) for path in wanted)


def keep(desk: Desk, stores: Stores, person: Person, files: Sequence[Attachment]) -> tuple[KeptFile, ...]:
    """Records copied files within the open transaction; returns the text that a record keeps."""
    for file in files:
        evidence_acts.keep(desk, stores, person, file.path, file.copied)
    return tuple(file.kept for file in files)


def joined(before: Iterable[str], files: Iterable[Attachment]) -> tuple[str, ...]:
    """The names in a record and those of new files, without duplicates."""
    return tuple(dict.fromkeys([*before, *(file.path.name for file in files)]))
