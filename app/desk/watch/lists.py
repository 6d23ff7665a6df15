"""Reads the platform's list for a reconciliation: an export, pasted rows, bare numbers or a count per state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.base.errors import FileRefused
from app.desk.intake import formats
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import whole_path
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.intake.limits import read_limit
from app.rules.intake.spellings import read_status
from app.rules.shared.folding import whole_characters
from app.rules.ticket.numbers import BadNumber, read_number
from app.rules.ticket.states import TicketStatus
from app.rules.watch.reconciliation import DifferingField, Listed

PASTED = "粘贴的清单"


@dataclass(frozen=True, slots=True)
class PlatformList:
    """What the platform lists: tickets, or counts by the word of a state; `drafts` are the whole rows by number."""

    name: str
    tickets: tuple[Listed, ...] = ()
    counts: tuple[tuple[str, TicketStatus | None, int], ...] | None = None
    unread: tuple[str, ...] = ()
    drafts: dict[str, TicketDraft] = field(default_factory=dict)


def read_list(desk: Desk, *, path: Path | None, text: str = "") -> PlatformList:
    """The list in a file, without a path in pasted text.

    Raises:
        FileRefused: the file cannot be read, or holds neither ticket numbers nor counts.

    """
    name = PASTED if path is None else path.name.encode("utf-8", "replace").decode()
    whole = None if path is None else whole_path(path)
    plain_text = whole_characters(text)
    try:
        learned = formats.learned(desk)
        stream = desk.reader.tickets(whole, text=plain_text, now=desk.now(), learned=learned, named={})
        return _of_rows(name, stream)
    except FileRefused:
        # No export; perhaps a short list. Its own refusal says what a list should look like.
        plain = desk.reader.plain_list(whole, text=plain_text, now=desk.now())
    if plain.counts or not (plain.tickets or plain.problems):
        counts = tuple((word, read_status(word), count) for word, count in plain.counts)
        return PlatformList(name, counts=counts, unread=tuple(plain.unread))
    return _of_rows(name, [*plain.tickets, *plain.problems])


def _of_rows(name: str, rows: Iterable[object]) -> PlatformList:
    tickets: list[Listed] = []
    unread: list[str] = []
    drafts: dict[str, TicketDraft] = {}
    for item in rows:
        if isinstance(item, TicketDraft):
            tickets.append(_listed(item))
            drafts[item.number] = item
        elif isinstance(item, RowProblem):
            number = _number_of(item)
            if number:
                tickets.append(Listed(number))  # one of its other cells cannot be read; the ticket is listed
            else:
                unread.append(f"第 {item.row} 行：{item.reason}")
    return PlatformList(name, tuple(tickets), unread=tuple(unread), drafts=drafts)


def _number_of(problem: RowProblem) -> str:
    try:
        return read_number(problem.number)
    except BadNumber:
        return ""


def _listed(draft: TicketDraft) -> Listed:
    values, raw = draft.values, draft.raw
    signed_at = values.get("signed_at")
    status = values.get("status")
    if status is TicketStatus.TO_SIGN and signed_at is not None:
        status = TicketStatus.HANDLING  # as an import takes it: the time counts more than the word
    deadline = values.get("imported_deadline")
    if deadline is not None and values.get("dispatched_basis") and read_limit(raw.get("deadline_at", "")) is not None:
        deadline = None  # counted from an estimated dispatch: nobody knows it
    times = {DifferingField.DEADLINE: raw.get("deadline_at", ""), DifferingField.SIGNED: raw.get("signed_at", "")}
    return Listed(
        draft.number,
        source=values.get("source") or "",
        status=status,
        deadline_at=deadline,
        unit=values.get("unit") or "",
        signed_at=signed_at,
        whole_minutes=frozenset(name.value for name, text in times.items() if _without_seconds(text)),
        title=values.get("title") or "",
    )


def _without_seconds(text: str) -> bool:
    """Whether a time was written to the minute: at most one colon, and not fourteen digits in a row."""
    return bool(text) and text.count(":") + text.count("：") < 2 and "秒" not in text and len(text) < 14 + 6
