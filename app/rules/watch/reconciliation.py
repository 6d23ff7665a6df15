"""Reconciliation (对账): the platform's list against the register, ticket by ticket or state by state.

A blank cell or an absent column never differs. `register` counts the tickets compared, so that always
`platform - len(missing_here) == register - len(missing_there)`; a ticket that is closed or returned here, or stands in
the backlog, is not missing on the platform.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.rules.shared.folding import fold_word, says_nothing
from app.rules.shared.worded import Worded
from app.rules.ticket.states import OPEN_STATUSES, STATUS_WORDS, TicketStatus


class DifferingField(Worded):
    """The fields in which the platform and the register may differ, in the order in which they are listed."""

    STATUS = "status", "状态"
    DEADLINE = "deadline_at", "办理到期"
    UNIT = "unit", "承办单位"
    SIGNED = "signed_at", "签收时间"


@dataclass(frozen=True, slots=True)
class Listed:
    """A ticket as the platform lists it; what the list does not say is None or empty.

    `whole_minutes` names the fields whose time was written without seconds.
    """

    number: str
    source: str = ""
    status: TicketStatus | None = None
    deadline_at: datetime | None = None
    unit: str = ""
    signed_at: datetime | None = None
    whole_minutes: frozenset[str] = frozenset()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """A ticket of the register, as far as it is compared; `backlog` ones are compared only when they are listed."""

    id: int
    number: str
    source: str
    status: TicketStatus
    deadline_at: datetime | None
    unit: str
    signed_at: datetime | None
    backlog: bool = False
    other_number: str = ""


Value = TicketStatus | datetime | str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one ticket that differs; of a list of counts the state stands in place of the number."""

    number: str
    field: DifferingField
    here: Value
    there: Value
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The result; `unread` rows of the list could not be compared, so that nobody can say that it holds."""

    platform: int
    register: int
    missing_here: tuple[str, ...] = ()
    missing_there: tuple[str, ...] = ()
    differs: tuple[Difference, ...] = ()
    unread: tuple[str, ...] = ()
    same: int = field(default=0, compare=False)

    @property
    def holds(self) -> bool:
        """Whether the list and the register agree in everything that the list says."""
        return not (self.missing_here or self.missing_there or self.differs or self.unread)

    @property
    def count(self) -> int:
        """How many differences there are."""
        return len(self.missing_here) + len(self.missing_there) + len(self.differs)


Candidates = Callable[[Listed], Registered | None]


def compare_tickets(
    listed: Iterable[Listed], register: Sequence[Registered], *, unread: Sequence[str] = ()
) -> Reconciliation:
    """Compares a list of tickets with the tickets of the register that are open, and those that the list names.

    A number is unique per source; a blank source matches any. A ticket listed twice counts once, as its last row says.
    """
    find = _finder(register)
    found: dict[int, Listed] = {}
    missing: dict[tuple[str, str], str] = {}
    for one in listed:
        here = find(one)
        if here is None:
            missing[one.number, one.source] = one.number
        else:
            found[here.id] = one
    differs: list[Difference] = []
    same = 0
    known = {one.id: one for one in register}
    for ticket_id, there in found.items():
        differences = list(_differences(known[ticket_id], there))
        differs += differences
        same += not differences
    gone = [one.number for one in register if one.id not in found and one.status in OPEN_STATUSES and not one.backlog]
    return Reconciliation(
        platform=len(found) + len(missing),
        register=len(found) + len(gone),
        missing_here=tuple(missing.values()),
        missing_there=tuple(gone),
        differs=tuple(differs),
        unread=tuple(unread),
        same=same,
    )


def compare_counts(
    listed: Iterable[tuple[str, TicketStatus | None, int]],
    register: Mapping[TicketStatus, int],
    *,
    unread: Sequence[str] = (),
) -> Reconciliation:
    """Compares counts by state (the list's word, what it means, how many) with the open tickets of the register.

    Words that mean the same state add up. States that end a ticket are left out: nobody knows since when the platform
    counts them. A word with no known meaning is not compared and stands in `unread`.
    """
    words: dict[TicketStatus, list[str]] = {}
    counts: dict[TicketStatus, int] = {}
    unknown = list(unread)
    for word, status, count in listed:
        if status is None:
            unknown.append(word)
        elif status in OPEN_STATUSES:
            words.setdefault(status, []).append(word)
            counts[status] = counts.get(status, 0) + count
    differs = tuple(
        Difference("、".join(words[status]), DifferingField.STATUS, f"{register.get(status, 0)} 件", f"{count} 件")
        for status, count in counts.items()
        if register.get(status, 0) != count
    )
    here = sum(register.get(status, 0) for status in counts)
    return Reconciliation(sum(counts.values()), here, differs=differs, unread=tuple(unknown))


def value_words(value: Value, moment: Callable[[datetime], str]) -> str:
    """A compared value in words; 无 where nothing is known."""
    if value is None or value == "":
        return "无"
    if isinstance(value, TicketStatus):
        return STATUS_WORDS[value]
    return moment(value) if isinstance(value, datetime) else value


def _finder(register: Sequence[Registered]) -> Candidates:
    by_number: dict[str, list[Registered]] = {}
    by_other: dict[str, list[Registered]] = {}
    for one in register:
        by_number.setdefault(one.number, []).append(one)
        if one.other_number:
            by_other.setdefault(one.other_number, []).append(one)

    def find(listed: Listed) -> Registered | None:
        candidates = by_number.get(listed.number, ())
        for one in candidates:
            if one.source == listed.source:
                return one
        if len(candidates) == 1 and (not listed.source or not candidates[0].source):
            return candidates[0]
        others = () if candidates else by_other.get(listed.number, ())
        return others[0] if len(others) == 1 else None

    return find


def _differences(here: Registered, there: Listed) -> Iterable[Difference]:
    pairs: tuple[tuple[DifferingField, Value, Value], ...] = (
        (DifferingField.STATUS, here.status, there.status),
        (DifferingField.DEADLINE, here.deadline_at, there.deadline_at),
        (DifferingField.UNIT, here.unit, there.unit),
        (DifferingField.SIGNED, here.signed_at, there.signed_at),
    )
    for name, ours, theirs in pairs:
        if not _is_blank(theirs) and not _equal(name, ours, theirs, there.whole_minutes):
            yield Difference(here.number, name, ours if ours != "" else None, theirs, here.id)


def _is_blank(value: Value) -> bool:
    return value is None or (not isinstance(value, TicketStatus) and isinstance(value, str) and says_nothing(value))


def _equal(name: DifferingField, here: Value, there: Value, whole_minutes: frozenset[str]) -> bool:
    if isinstance(here, datetime) and isinstance(there, datetime) and name in whole_minutes:
        return here.replace(second=0) == there.replace(second=0)
    if name is DifferingField.UNIT and isinstance(here, str) and isinstance(there, str):
        return fold_word(here) == fold_word(there)
    return here == there
