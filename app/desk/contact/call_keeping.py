"""Stores the calls of a list: each is new, known or refused, and is linked to a contact record of its ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.base.people import Person
from app.desk.contact.call_matching import LineBook
from app.desk.contact.first_contact import contact_times
from app.desk.finding.acts import refresh_findings
from app.desk.shared.context import Desk
from app.desk.ticket.records import change_ticket, the_ticket
from app.files.intake.converting import FileProblem
from app.models.contact.records import AttemptRecord, CallRecord, NewAttempt, NewCall
from app.models.register.stores import Stores
from app.rules.contact.call_drafts import CallDraft
from app.rules.contact.call_flow import CALL_FLOW, AttemptSource, CallState, CallVerb
from app.rules.contact.dialled import is_on_ticket
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.intake.drafts import RowProblem
from app.rules.journal import JournalVerb
from app.rules.shared.phones import same_phone
from app.rules.ticket.platform_times import desk_time

# A person writes a call down after it ended, and hardly before it began.
_BEFORE, _AFTER = timedelta(minutes=2), timedelta(minutes=15)


@dataclass(slots=True)
class CallTally:
    """The counts of a list; `created + unchanged + refused == rows` and `matched + unmatched == created`."""

    created: int = 0
    unchanged: int = 0
    matched: int = 0
    unmatched: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len(self.problems)

    @property
    def rows(self) -> int:
        """How many data rows the list had."""
        return self.created + self.unchanged + self.refused

    def sentence(self) -> str:
        """The counts in one line."""
        counts = f"{self.rows} 行，新增 {self.created}（对上工单 {self.matched}、待认领 {self.unmatched}）"
        return f"{counts}、未变 {self.unchanged}、退回 {self.refused}"


class CallKeeper:
    """Takes calls one by one within an open transaction; `finish` moves clocks and judges the tickets touched."""

    def __init__(self, desk: Desk, stores: Stores, person: Person, import_id: int | None, book: LineBook) -> None:
        self._desk, self._stores, self._person = desk, stores, person
        self._import_id, self._book = import_id, book
        self._touched: dict[int, list[tuple[datetime, AttemptOutcome]]] = {}
        self.tally = CallTally()

    def take(self, draft: CallDraft) -> None:
        """Takes one call of the list."""
        ticket_id: int | None = None
        if draft.number:
            found = self._numbered(draft)
            if isinstance(found, str):
                self._refuse(draft, draft.number, found)
                return
            ticket_id = found
        known = self._known(draft, ticket_id)
        if known is not None:
            self._again(draft, ticket_id, known)
            return
        if ticket_id is None:
            lines = self._book.tickets_for(draft.phone, draft.at)
            ticket_id = lines[0].ticket_id if len(lines) == 1 else None
        self._add(draft, ticket_id)

    def match(self, call: CallRecord, ticket_id: int) -> None:
        """Assigns a stored call to a ticket.

        Raises:
            IllegalMove: the call has a ticket already.

        """
        state = CALL_FLOW.after(call.state, CallVerb.MATCH)
        attempt_id = self._attempt(ticket_id, call.at, call.number, call.outcome, call.seconds, call.agent)
        key = _key(call.at, call.number, ticket_id)
        self._stores.calls.change(call, ticket_id=ticket_id, attempt_id=attempt_id, state=state, key=key)

    def finish(self) -> CallTally:
        """Updates clocks and findings of every ticket that got a call."""
        for ticket_id, calls in self._touched.items():
            ticket = the_ticket(self._stores, ticket_id)
            reached = [at for at, outcome in calls if outcome is AttemptOutcome.REACHED and at >= ticket.dispatched_at]
            known = desk_time(ticket, "first_contact_at")
            first = min([*reached, *([known] if known else [])], default=None)
            outcomes = "、".join(dict.fromkeys(ATTEMPT_WORDS[outcome] for _, outcome in calls))
            text = f"话务清单：{len(calls)} 次通话（{outcomes}）"
            values = {} if first is None else contact_times(ticket, first)
            change_ticket(self._desk, self._stores, self._person, ticket, values, verb=JournalVerb.CONTACT, text=text)
            refresh_findings(self._desk, self._stores, ticket_id, who=self._person.name)
        self._touched.clear()
        return self.tally

    def _numbered(self, draft: CallDraft) -> int | str:
        """The ticket named by the list, or the reason why there is none."""
        rows = self._stores.tickets.numbered(draft.number)
        if len(rows) > 1:
            rows = [row for row in rows if is_on_ticket(draft.phone, row.phones.split(), row.phone_raw)]
            if len(rows) != 1:
                return f"编号 {draft.number} 在几个来源里都有，号码也分不清是哪一件"
        return int(rows[0].id) if rows else f"没有编号为 {draft.number} 的工单"

    def _known(self, draft: CallDraft, ticket_id: int | None) -> CallRecord | None:
        """The stored call that equals this one; without a ticket number, any call of that moment matches."""
        kept = self._stores.calls.at_moment(draft.at, draft.phone)
        if ticket_id is None:
            return kept[0] if kept else None
        same = [call for call in kept if call.ticket_id == ticket_id]
        return next(iter([*same, *(call for call in kept if call.ticket_id is None)]), None)

    def _again(self, draft: CallDraft, ticket_id: int | None, known: CallRecord) -> None:
        if known.outcome != draft.outcome or (draft.seconds is not None and known.seconds not in (None, draft.seconds)):
            words = ATTEMPT_WORDS[known.outcome]
            lasted = "" if known.seconds is None else f"、{known.seconds} 秒"
            self._refuse(draft, draft.phone, f"同一时刻同一号码的通话已登记为{words}{lasted}，与本行不符")
            return
        if ticket_id is not None and known.ticket_id is None:
            self.match(known, ticket_id)
        self.tally.unchanged += 1

    def _add(self, draft: CallDraft, ticket_id: int | None) -> None:
        attempt_id = None
        if ticket_id is not None:
            attempt_id = self._attempt(ticket_id, draft.at, draft.phone, draft.outcome, draft.seconds, draft.agent)
        first = CallState.UNMATCHED
        self._stores.calls.add(
            NewCall(
                import_id=self._import_id,
                ticket_id=ticket_id,
                attempt_id=attempt_id,
                at=draft.at,
                number=draft.phone,
                outcome=draft.outcome,
                seconds=draft.seconds,
                agent=draft.agent,
                state=first if ticket_id is None else CALL_FLOW.after(first, CallVerb.MATCH),
                key=_key(draft.at, draft.phone, ticket_id),
                raw=draft.raw,
            )
        )
        self.tally.created += 1
        self.tally.matched += ticket_id is not None
        self.tally.unmatched += ticket_id is None

    def _attempt(
        self, ticket_id: int, at: datetime, number: str, outcome: AttemptOutcome, seconds: int | None, agent: str
    ) -> int:
        """The contact record for a call: the one a person wrote, otherwise a new one."""
        linked = self._stores.calls.linked_attempts(ticket_id)
        written = [
            attempt
            for attempt in self._stores.contacts.of_ticket(ticket_id)
            if attempt.id not in linked and _is_same_call(attempt, at, seconds, number)
        ]
        if written:
            kept = min(written, key=lambda attempt: abs(attempt.at - at))
            if kept.seconds is None and seconds is not None:
                self._stores.contacts.change(kept, seconds=seconds)
            self._touched.setdefault(ticket_id, [])
            return kept.id
        self._touched.setdefault(ticket_id, []).append((at, outcome))
        return self._stores.contacts.add(
            NewAttempt(
                ticket_id=ticket_id,
                at=at,
                who=agent,
                number=number,
                outcome=outcome,
                seconds=seconds,
                source=AttemptSource.CALL_LIST,
            )
        )

    def _refuse(self, draft: CallDraft, value: str, reason: str) -> None:
        self.tally.problems.append(
            FileProblem(draft.sheet, draft.row, "", value, draft.number, reason, draft.cells, draft.headers)
        )


def wanted_numbers(drafts: Sequence[object]) -> set[str]:
    """The numbers of the calls that name no ticket."""
    return {draft.phone for draft in drafts if isinstance(draft, CallDraft) and not draft.number}


def _key(at: datetime, number: str, ticket_id: int | None) -> str:
    return f"{int(at.timestamp())}|{number}|{ticket_id or ''}"


def _is_same_call(attempt: AttemptRecord, at: datetime, seconds: int | None, number: str) -> bool:
    lasted = timedelta(seconds=seconds or 0)
    same = bool(attempt.number) and (attempt.number == number or same_phone(attempt.number, number))
    return same and at - _BEFORE <= attempt.at <= at + lasted + _AFTER
