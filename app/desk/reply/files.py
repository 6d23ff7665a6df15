"""The attachments of a reply: files named by path are copied into the data folder and then listed by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.desk.evidence import attachments
from app.desk.evidence.attachments import Attachment
from app.desk.shared.context import Desk
from app.rules.reply.form import FILES


@dataclass(frozen=True, slots=True)
class ReplyFiles:
    """The lines of the field as they will be stored, and the files copied for them."""

    lines: tuple[str, ...]
    files: tuple[Attachment, ...]


@contextmanager
def taken_in(desk: Desk, values: Mapping[str, str]) -> Iterator[ReplyFiles]:
    """Copies the files of a reply for a transaction inside the block; when it fails, fresh copies go again.

    A line that is no whole path is a name kept before, and stays.

    Raises:
        Refused: a file is not there (field "files").
        FileRefused: a file is empty or larger than 20 MB.

    """
    lines = [line.strip() for line in values.get(FILES, "").splitlines()]
    paths = [line for line in lines if Path(line).is_absolute()]
    with attachments.taken_in(desk, paths, field=FILES) as files:
        names = {str(file.path): f"{file.path.name}　{file.copied.digest[:12]}" for file in files}
        yield ReplyFiles(tuple(dict.fromkeys(names.get(str(Path(line)), line) for line in lines)), files)
