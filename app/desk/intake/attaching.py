"""Attaches the rows of a table without numbers to known tickets, by time and content, after a preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from app.base.changes import Outcome
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.intake import acts, formats
from app.desk.intake.acts import FileResult, shown_example
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import whole_path
from app.files.intake.packing import Item, pack, unpack
from app.models.ticket.records import TicketRecord
from app.rules.intake.attaching import Attacher, Found, Match, Told, told
from app.rules.intake.drafts import RowProblem, TicketDraft, UnusedColumn

MOST_ROWS, MOST_TICKETS = 20_000, 50_000
_MARGIN = timedelta(days=7)
_TIMES = ("called_at", "created_on", "dispatched_at", "city_dispatched_at")
# By these a row is recognised: they never take the place of what the ticket has.
_IDENTITY = frozenset(("title", "content", "dispatched_basis", "source", *_TIMES))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that a row may tell of."""

    number: str
    title: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AttachRow:
    """One row of the table: where it stands, what it says, and the ticket it tells of, when there is one."""

    place: str
    text: str
    at: datetime | None
    match: Match
    candidates: tuple[Candidate, ...]

    @property
    def number(self) -> str:
        """The number of the ticket that is meant; "" where a person chooses, or none corresponds."""
        return self.candidates[0].number if self.match in (Match.SURE, Match.LIKELY) else ""


@dataclass(frozen=True, slots=True)
class AttachPlan:
    """The rows of a table without numbers with the tickets they tell of; `problems` are rows that cannot be read."""

    rows: tuple[AttachRow, ...]
    problems: tuple[RowProblem, ...]
    unused: tuple[UnusedColumn, ...]

    def count(self, match: Match) -> int:
        """How many rows are matched so."""
        return sum(1 for row in self.rows if row.match is match)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read and looked for: drafts and problems in their order, the tickets, what was found."""

    drafts: list[TicketDraft]
    problems: list[RowProblem]
    tickets: list[TicketRecord]
    found: list[Found]
    kind: str
    skipped: list[str]
    unused: tuple[UnusedColumn, ...]

    def places(self) -> list[str]:
        """The places of the rows: their number, with their sheet where there are several."""
        several = len({draft.sheet for draft in self.drafts}) > 1
        return [f"{draft.sheet}!{draft.row}" if several else str(draft.row) for draft in self.drafts]


class _Given:
    """Drafts as a stream."""

    def __init__(self, read: _Read, items: Sequence[Item]) -> None:
        self.kind, self.skipped_sheets, self.unused = read.kind, read.skipped, read.unused
        self._items = items

    def batches(self) -> Iterator[tuple[bytes, list[Item]]]:
        """The drafts in one batch, as a reading process would send them."""
        body = pack(self._items)
        yield body, unpack(body)


def plan(desk: Desk, *, path: Path | None, text: str = "") -> AttachPlan:
    """Which row of a table without numbers (a file, else a copied text) tells of which ticket; nothing is stored.

    Raises:
        FileRefused: the file cannot be read, has a number column, or tells neither a text nor enough else.

    """
    read = _read(desk, path, text)
    rows = tuple(
        AttachRow(
            place,
            shown_example(str(draft.values.get("content") or draft.values.get("title") or "")),
            _first_time(draft),
            found.match,
            tuple(_candidate(read.tickets[at]) for at in found.places),
        )
        for place, draft, found in zip(read.places(), read.drafts, read.found, strict=True)
    )
    unused = tuple(replace(one, example=shown_example(one.example)) for one in read.unused)
    return AttachPlan(rows, tuple(read.problems), unused)


def attach(
    desk: Desk,
    *,
    person: Person,
    path: Path | None,
    text: str = "",
    chosen: Mapping[str, str] | None = None,
    likely: bool = False,
) -> Outcome[FileResult]:
    """Adds what the rows say to the tickets they tell of: the sure ones, with `likely` those too, and the `chosen`.

    `chosen` names the ticket of a row by its place; an empty one leaves the row out. Other rows stay outside, and none
    becomes a ticket. What a ticket has of title, content and times is kept.

    Raises:
        FileRefused: as `plan`.
        Refused: nothing would be attached, or a chosen row or ticket is not there.

    """
    require(person, Action.IMPORT)
    read = _read(desk, path, text)
    plain = acts.whole_characters(text)
    digest = acts.text_digest(plain) if path is None else desk.reader.digest(whole_path(path))
    targets = _targets(desk, read, dict(chosen or {}), likely=likely)
    if not targets:
        raise Refused("没有可以对上的行，没有存入任何内容", hint="请先逐行选定工单")
    drafts = dict(zip(read.places(), read.drafts, strict=True))
    items = [_addressed(drafts[place], ticket) for place, ticket in targets.items()]
    named = Path(acts.PASTED) if path is None else path
    return acts.import_known(desk, person=person, path=named, digest=digest, stream=_Given(read, items))


def _targets(desk: Desk, read: _Read, chosen: dict[str, str], *, likely: bool) -> dict[str, TicketRecord]:
    """Place → ticket of the rows to attach."""
    takes = {Match.SURE, Match.LIKELY} if likely else {Match.SURE}
    places = dict(zip(read.places(), read.found, strict=True))
    targets = {place: read.tickets[found.places[0]] for place, found in places.items() if found.match in takes}
    for place, number in chosen.items():
        if place not in places:
            raise Refused(f"表里没有第 {place} 行，没有存入任何内容")
        if not number:
            targets.pop(place, None)
            continue
        candidates = [read.tickets[at] for at in places[place].places]
        targets[place] = next((one for one in candidates if one.number == number), None) or _named(desk, number)
    return targets


def _named(desk: Desk, number: str) -> TicketRecord:
    with desk.register.reading() as stores:
        found = stores.tickets.known([number])
    if len(found) != 1:
        what = "没有编号为" if not found else "不止一件工单编号为"
        raise Refused(f"{what} {number} 的工单，没有存入任何内容")
    return found[0]


def _addressed(draft: TicketDraft, ticket: TicketRecord) -> TicketDraft:
    """A row with the number of its ticket, without what the ticket already has of its identity."""
    values = {
        name: value
        for name, value in draft.values.items()
        if name not in _IDENTITY or (ticket.value(name) in (None, "") and name not in ("source", "dispatched_basis"))
    }
    if ticket.source:
        values["source"] = ticket.source
    raw = {name: text for name, text in draft.raw.items() if name not in _IDENTITY}
    return TicketDraft(draft.sheet, draft.row, ticket.number, values, raw, draft.extra)


def _read(desk: Desk, path: Path | None, text: str) -> _Read:
    stream = desk.reader.tickets(
        None if path is None else whole_path(path),
        text=acts.whole_characters(text),
        now=desk.now(),
        learned=formats.learned(desk),
        named={},
        numberless=True,
    )
    items = list(islice(stream, MOST_ROWS + 1))
    if len(items) > MOST_ROWS:
        raise FileRefused(f"没有编号的表超过 {MOST_ROWS:,} 行，没有对号", hint="请按月份分成几个文件")
    drafts = [item for item in items if isinstance(item, TicketDraft)]
    problems = [item for item in items if isinstance(item, RowProblem)]
    rows = [_told_by_row(draft) for draft in drafts]
    times = [at for row in rows for at in row.times]
    with desk.register.reading() as stores:
        span = (min(times) - _MARGIN, max(times) + _MARGIN) if times else None
        tickets = (
            stores.tickets.dispatched_between(*span, limit=MOST_TICKETS)
            if span
            else stores.tickets.newest(MOST_TICKETS)
        )
    found = Attacher([_told_by_ticket(ticket) for ticket in tickets]).find(rows)
    return _Read(drafts, problems, tickets, found, stream.kind, stream.skipped_sheets, stream.unused)


def _told_by_row(draft: TicketDraft) -> Told:
    values = draft.values
    return told((values.get(name) for name in _TIMES), values.get("title") or "", values.get("content") or "")


def _told_by_ticket(row: TicketRecord) -> Told:
    return told((row.called_at, row.created_on, row.dispatched_at, row.city_dispatched_at), row.title, row.content)


def _first_time(draft: TicketDraft) -> datetime | None:
    return next((draft.values[name] for name in _TIMES if name in draft.values), None)


def _candidate(row: TicketRecord) -> Candidate:
    return Candidate(row.number, shown_example(row.title or row.content), row.called_at or row.dispatched_at)
