"""Frozen rows of papers: due, late, drafted, issued; changed numbers of a dropped-back file; what moved since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.models.paper.records import ChangeRecord, ComparisonRecord, DraftRecord, PaperRecord
from app.rules.figures.fields import Caliber
from app.rules.figures.settings import SettingsBook
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import PaperState

__all__ = ["ChangeRecord", "PaperRecord"]

Values = int | str | None


@dataclass(frozen=True, slots=True)
class PaperName:
    """What makes two papers the same report: its kind, the written period, the caliber, its subject, made up later."""

    kind: PaperKind
    period: str
    caliber: Caliber = Caliber.GROSS
    about: str = ""
    catch_up: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the papers: a due one, a draft, or an issued one.

    `due_at` is None for a paper that no rule asks for. `draft` is the newest draft, `paper` the issued one; `corrects`
    is the number that a 更正稿 takes the place of, `corrected` that of the one that took this one's; `moved` counts the
    figures that are known to have moved since the issue.
    """

    kind: PaperKind
    period: str
    words: str
    state: PaperState
    due_at: datetime | None
    catch_up: bool
    draft: DraftRecord | None = None
    paper: PaperRecord | None = None
    corrects: str = ""
    corrected: str = ""
    moved: int = 0

    @property
    def key(self) -> str:
        """The identity of the line while it is read again."""
        return f"{self.kind}|{self.period}|{self.catch_up}|{self.paper.number if self.paper is not None else ''}"

    @property
    def name(self) -> PaperName:
        """The report that this line stands for."""
        held = self.paper or self.draft
        if held is None:
            return PaperName(self.kind, self.period, catch_up=self.catch_up)
        return PaperName(self.kind, self.period, held.caliber, held.about, self.catch_up)

    @property
    def issued_late(self) -> bool:
        """Whether it was issued after it was due."""
        return self.paper is not None and self.due_at is not None and self.paper.issued_at > self.due_at


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that moved since its paper was issued: `then` and `now` as in `figures`, and the tickets behind it."""

    figure: str
    words: str
    caliber: Caliber
    key: str | list[str] | None
    then: Values
    now: Values
    tickets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many figures of an issued paper had moved when the journal stood at `line`, under these settings."""

    line: int
    book: SettingsBook
    moved: int


@dataclass(frozen=True, slots=True)
class Standings:
    """The standing of issued papers by their id; `waits` where more are to be counted."""

    of: Mapping[int, Standing]
    waits: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued paper: its record, the file as it was issued, and what each figure means."""

    record: PaperRecord
    corrects: str
    definitions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A dropped-back file with its changed numbers, in the order in which they stand in it."""

    comparison: ComparisonRecord
    draft: DraftRecord
    changes: tuple[ChangeRecord, ...]
