"""Call lists of the phone system: imports them, accounting for every row, and assigns unmatched calls to tickets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact.call_keeping import CallKeeper, CallTally, wanted_numbers
from app.desk.contact.call_matching import LineBook
from app.desk.contact.rows import CallRow, Candidate, call_row, candidate
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import Noted, Progress, check_cancelled, keep_refused, noted, report, whole_path
from app.desk.ticket.records import the_ticket
from app.models.contact.records import CallRecord, ListedCall
from app.models.intake.store import ImportResult
from app.models.register.stores import Stores
from app.rules.contact.call_drafts import CallDraft
from app.rules.contact.call_flow import CALL_FLOW, CallState, CallVerb
from app.rules.intake.drafts import RowProblem
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_phone

if TYPE_CHECKING:
    from app.files.apart.reader import RowStream
    from app.files.intake.call_lists import Item

LISTED_AT_MOST = 500
_STEP = 200
# One for each number key; the latest tickets.
_OFFERED = 9
_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.IMPORTS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class CallsResult:
    """The result of one list: `created + unchanged + refused == rows`, `matched + unmatched == created`."""

    file: str
    rows: int = 0
    created: int = 0
    unchanged: int = 0
    refused: int = 0
    matched: int = 0
    unmatched: int = 0
    problems: tuple[RowProblem, ...] = ()
    problems_file: str = ""
    skipped_sheets: tuple[str, ...] = ()
    error: str | None = None


def the_call(stores: Stores, call_id: int) -> CallRecord:
    """The call of the phone system of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.calls.get(call_id)
    if found is None:
        raise Refused("没有这次通话")
    return found


def import_calls(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[CallsResult]:
    """Imports one list in one transaction; importing it again changes nothing.

    A call that names no ticket belongs to the one that bears its number and was open then, when there is only one;
    else it waits to be matched. Refused rows are written as a workbook beside the file.

    Raises:
        FileRefused: the file is refused as a whole, nothing of it is stored.
        Refused: the import was cancelled, nothing of it is stored.

    """
    require(person, Action.IMPORT)
    whole = whole_path(path)
    digest = desk.reader.digest(whole)
    stream = desk.reader.calls(whole, now=desk.now(), waiting=lambda: check_cancelled(cancelled))
    with noted(desk, person, path, digest, kind="calls") as begun:
        tally = _take_in(desk, person, list(stream), begun, progress, cancelled)
    if progress is not None:
        progress(tally.rows, tally.rows)
    return _outcome(desk, path, stream, tally)


def _take_in(
    desk: Desk,
    person: Person,
    items: Sequence[Item],
    begun: Noted,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> CallTally:
    with desk.register.writing() as stores:
        keeper = CallKeeper(desk, stores, person, begun.import_id, LineBook(stores, wanted_numbers(items)))
        for count, item in enumerate(items, start=1):
            if isinstance(item, CallDraft):
                keeper.take(item)
            else:
                keeper.tally.problems.append(item)
            if count % _STEP == 0:
                report(count, len(items), progress, cancelled)
        tally = keeper.finish()
        counts: ImportResult = {
            "rows": tally.rows,
            "created": tally.created,
            "unchanged": tally.unchanged,
            "refused": tally.refused,
        }
        stores.imports.finish(begun.import_id, counts)
        write_line(desk, stores, person, JournalVerb.CALLS_IMPORT, f"{begun.name}：{tally.sentence()}")
    return tally


def waiting(desk: Desk, *, state: CallState = CallState.UNMATCHED) -> list[CallRow]:
    """The calls without a ticket, newest first, with the tickets they may belong to."""
    with desk.register.reading() as stores:
        listed = stores.calls.listing(state, LISTED_AT_MOST)
        book = LineBook(stores, {call.number for call in listed})
        return [call_row(call, _candidates(stores, book, call)) for call in listed]


def match(desk: Desk, *, person: Person, call_id: int, ticket_id: int) -> Outcome[str]:
    """Assigns a waiting call to a ticket, as one of its contacts.

    Raises:
        Refused: no such call or ticket, or the call has a ticket already.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        call, ticket = the_call(stores, call_id), the_ticket(stores, ticket_id)
        keeper = CallKeeper(desk, stores, person, None, LineBook(stores, ()))
        keeper.match(call, ticket_id)
        keeper.finish()
        write_line(desk, stores, person, JournalVerb.MATCH_CALL, f"认领通话：{mask_phone(call.number)}", about=ticket)
    return Outcome(_CHANGES, ticket.number, f"通话已记入 {ticket.number}")


def dismiss(desk: Desk, *, person: Person, call_id: int, back: bool = False) -> Outcome[int]:
    """Dismisses a call that belongs to no ticket; `back` offers it again.

    Raises:
        Refused: no such call, or it has a ticket.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        call = the_call(stores, call_id)
        state = CALL_FLOW.after(call.state, CallVerb.OFFER if back else CallVerb.DISMISS)
        stores.calls.change(call, state=state)
        words = f"{'重新认领' if back else '与工单无关'}：{mask_phone(call.number)}"
        write_line(desk, stores, person, JournalVerb.DISMISS_CALL, words)
    return Outcome(Change.CONTACTS | Change.JOURNAL, call_id, "已放回待认领" if back else "已标为与工单无关")


def _candidates(stores: Stores, book: LineBook, call: ListedCall) -> tuple[Candidate, ...]:
    lines = sorted(book.tickets_for(call.number, call.at), key=lambda line: line.since, reverse=True)
    ids = [line.ticket_id for line in lines[:_OFFERED]]
    if not ids:
        return ()
    found = sorted(stores.tickets.many(ids), key=lambda ticket: ticket.dispatched_at, reverse=True)
    return tuple(map(candidate, found))


def _outcome(desk: Desk, path: Path, stream: RowStream[Item], tally: CallTally) -> Outcome[CallsResult]:
    written, unwritten = keep_refused(desk, tally.problems, path)
    result = CallsResult(
        file=str(path),
        rows=tally.rows,
        created=tally.created,
        unchanged=tally.unchanged,
        refused=tally.refused,
        matched=tally.matched,
        unmatched=tally.unmatched,
        problems=tuple(tally.problems),
        problems_file=written,
        skipped_sheets=tuple(stream.skipped_sheets),
    )
    return Outcome(_CHANGES, result, f"{path.name}：{tally.sentence()}{unwritten}")
