"""Frozen values of the end of the service: the plan of an erasing, and what was erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of the service in words, whether it is near, and the last archive: when, by whom, what it holds.

    `desk_name` and `root` are what an erasing is asked with.
    """

    end: date
    words: str
    is_near: bool
    desk_name: str
    root: str
    archived: tuple[datetime, str, str] | None


@dataclass(frozen=True, slots=True)
class ErasePlan:
    """What is being erased, by whom, since when, after which archive; as it stands in the folder meanwhile.

    `parts` are the files and bytes that were there at the beginning, by what they were.
    """

    desk: str
    register: str
    archive: str
    archive_hash: str
    archive_made: str
    record: str
    who: str
    began_at: str
    tickets: int
    lines: int
    second: str
    parts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasing that is done: its plan, its record, and what was left in the folder."""

    plan: ErasePlan
    record: Path
    left: tuple[str, ...]
    ended_at: str

    @property
    def files(self) -> int:
        """The number of removed files."""
        return sum(files for files, _ in self.plan.parts.values())
