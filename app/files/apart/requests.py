"""What the desk can ask of the reading process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.rules.intake.drafts import UnusedColumn
from app.rules.intake.formats import Learned

NOT_IMPORTED, NOT_STORED, NOT_COMPARED = "未导入", "没有存入", "没有核对"


@dataclass(frozen=True, slots=True)
class Digest:
    """The SHA-256 of a file."""

    path: Path
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or pasted text, to be read as tickets. `learned` is what people taught, `named` the headers of this file.

    With `numberless` the table is one without a number column.
    """

    path: Path | None
    now: datetime
    learned: Learned
    named: Mapping[str, str]
    text: str = ""
    numberless: bool = False

    def aliases(self, kind: str) -> Mapping[str, str]:
        """Header → field for files of this kind: those of the format, then what was chosen for such files."""
        return {**self.learned.headers, **self.learned.by_kind.get(kind, {}), **self.named}


@dataclass(frozen=True, slots=True)
class Preview:
    """The recognised columns and the first rows."""

    source: Source
    rows: int = 20
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class FormatFile:
    """The format in a file."""

    path: Path
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Tickets:
    """Every row as a draft or a problem."""

    source: Source
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class PlainList:
    """What a list that is no ticket export holds; the answer is one value."""

    source: Source
    undone: str = NOT_COMPARED


@dataclass(frozen=True, slots=True)
class PlainTables:
    """The sheets of a small table as texts; the answer is one value."""

    path: Path | None
    text: str = ""
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Calls:
    """Every row of a call list as a call or a problem."""

    path: Path
    now: datetime
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Office:
    """Every row of a filled office sheet."""

    path: Path
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Grid:
    """The first sheet with anything on it, or pasted text, as texts."""

    path: Path | None
    text: str = ""
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Sniff:
    """What a file is, by its content; `name` is the one it came with."""

    path: Path
    name: str
    undone: str = NOT_STORED


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of at most `limit` bytes at `aside`, which does not exist yet."""

    path: Path
    aside: Path
    limit: int
    undone: str = NOT_STORED


@dataclass(frozen=True, slots=True)
class Missing:
    """Which of these paths are no regular files."""

    paths: tuple[Path, ...]
    undone: str = NOT_STORED


Request = (
    Digest | Preview | FormatFile | Tickets | PlainList | PlainTables | Calls | Office | Grid | Sniff | Copy | Missing
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands at the end of a stream of rows."""

    rows: int
    kind: str
    skipped_sheets: list[str]
    unused: tuple[UnusedColumn, ...] = ()
