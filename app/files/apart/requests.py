"""What the desk can ask of the reading process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NOT_IMPORTED, NOT_STORED = "未导入", "没有存入"


@dataclass(frozen=True, slots=True)
class Digest:
    """The SHA-256 of a file."""

    path: Path
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or pasted text, to be read as tickets. `learned` holds aliases by kind of file, `named` those of this."""

    path: Path | None
    now: datetime
    learned: Mapping[str, Mapping[str, str]]
    named: Mapping[str, str]
    text: str = ""

    def aliases(self, kind: str) -> Mapping[str, str]:
        """Header → field for files of this kind."""
        return {**self.learned.get(kind, {}), **self.named}


@dataclass(frozen=True, slots=True)
class Preview:
    """The recognised columns and the first rows."""

    source: Source
    undone: str = NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Tickets:
    """Every row as a draft or a problem."""

    source: Source
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


Request = Digest | Preview | Tickets | Calls | Office | Sniff | Copy | Missing


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands at the end of a stream of rows."""

    rows: int
    kind: str
    skipped_sheets: list[str]
