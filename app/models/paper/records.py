"""Records of papers: an issued one, a draft, a dropped-back file with its changed numbers, a reminder's slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.figures.fields import Caliber
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import FigureChange, Verdict
from app.rules.reminder.states import ReminderState


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to be issued."""

    kind: PaperKind
    year: int
    running: int
    number: str
    period: str
    caliber: Caliber
    about: str
    catch_up: bool
    until: datetime | None
    corrects: int | None
    title: str
    form: str
    file: str
    sha256: str
    line: int
    rules: Mapping[str, str]
    issued_at: datetime
    issued_by: str
    token: str


@dataclass(frozen=True, slots=True)
class PaperRecord(NewPaper):
    """An issued paper, without its contents; `placed` once its file stands."""

    id: int
    placed: bool


@dataclass(frozen=True, slots=True)
class PaperContents:
    """What an issue froze: the file, the packed paper, the facts of its tickets, what each figure means.

    `words` are the analyst's paragraphs by their heading, a line each, from which the next paper begins.
    """

    content: bytes
    body: bytes
    facts: bytes
    definitions: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What every draft says of itself."""

    kind: PaperKind
    period: str
    caliber: Caliber
    about: str
    catch_up: bool
    title: str
    form: str
    file: str
    sha256: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class NewDraft(DraftHead):
    """A draft whose file has been written."""

    body: bytes
    texts: bytes


@dataclass(frozen=True, slots=True)
class DraftRecord(DraftHead):
    """A draft, without its contents."""

    id: int


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """A file that was dropped back onto a draft, without its contents."""

    id: int
    draft_id: int
    file: str
    sha256: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """A number that a dropped-back file changed, removed or added.

    `tag` names the figure, "" for a number that is none of the paper's figures; `name` are its words; `drafted` is what
    the draft printed, `stands` what the file says, `register` what the register says now; `context` is the sentence,
    `place` where the number stands in the file: its paragraph, first and last sign, parted by colons.
    """

    change: FigureChange
    tag: str
    name: str
    drafted: str
    stands: str
    register: str
    context: str
    place: str


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """Such a number with what a person decided."""

    id: int
    comparison_id: int
    change: FigureChange
    tag: str
    name: str
    drafted: str
    stands: str
    register: str
    context: str
    place: str
    verdict: Verdict
    word: str
    decided_at: datetime | None
    decided_by: str
    version: int


class ChangeDecision(TypedDict, total=False):
    """The columns that a decision writes."""

    verdict: Verdict
    word: str
    decided_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True)
class ScheduleRecord:
    """A schedule as it was typed; of those with the same first day the newest holds."""

    id: int
    since: str
    body: str
    made_at: datetime
    made_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSlot:
    """A reminder to be planned."""

    kind: PaperKind
    period: str
    catch_up: bool
    slot: str
    planned_at: datetime
    due_at: datetime
    state: ReminderState


@dataclass(frozen=True, slots=True)
class SlotRecord:
    """A reminder of a due paper."""

    id: int
    kind: PaperKind
    period: str
    catch_up: bool
    slot: str
    planned_at: datetime
    due_at: datetime
    state: ReminderState
    raised_at: datetime | None
    shown_at: datetime | None
    channel: str
    times_raised: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    returns_at: datetime | None
    reason: str
