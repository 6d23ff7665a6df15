"""Judges the contacts of a ticket from its facts alone: missed, wrong and false contacts.

漏联 (missed): closed, or past the contact limit, and nobody ever reached the caller. 错联 (wrong): the number
dialled is not the ticket's, or who answered is not the caller. 假联系 (false): before dispatch, or first claimed
after the reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.base.clock import local_minute
from app.rules.contact.dialled import LONGEST_DIALLED, is_on_ticket
from app.rules.contact.reach import may_be_unreachable
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind
from app.rules.law.clock_rules import ClockRules
from app.rules.shared.masking import mask_phone
from app.rules.survey.states import Contacted
from app.rules.ticket.states import DispatchBasis, TicketStatus

# A word for who answered that still means the caller.
THE_CALLER = frozenset({"", "本人", "诉求人", "诉求人本人", "来电人", "来电人本人"})
_REPLIED = frozenset({TicketStatus.TO_CALL_BACK, TicketStatus.CLOSED})


@dataclass(frozen=True, slots=True)
class Call:
    """One call on record; `reached` is who answered, empty when unknown; `callback` marks a survey's call."""

    id: int
    at: datetime
    number: str
    outcome: AttemptOutcome
    reached: str = ""
    callback: bool = False


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One answered survey; `call_id` is its call, None when there is none."""

    round: int
    at: datetime
    valid: bool
    call_id: int | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """The facts of a ticket that decide its findings; `phones` are its numbers, `phone_cell` the cells as written.

    `platform_contacted` is the platform's own answer to 是否联系; `reply_sent_at` when the reply went out, if known.
    """

    status: TicketStatus
    dispatched_at: datetime
    contact_due_at: datetime | None
    closed_at: datetime | None
    phones: tuple[str, ...] = ()
    phone_cell: str = ""
    caller: str = ""
    dispatched_basis: str = ""
    backlog: bool = False
    closed_elsewhere: bool = False
    reply_sent_at: datetime | None = None
    platform_contacted: Contacted | None = None
    calls: tuple[Call, ...] = field(default=())
    surveys: tuple[Surveyed, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: its kind, its key among findings of that kind at this ticket, its moment, its reason.

    `settled` says why nobody need act on it any more; empty while it stands.
    """

    kind: FindingKind
    key: str
    at: datetime
    reason: str
    settled: str = ""


def findings_of(facts: ContactFacts, rules: ClockRules, now: datetime) -> tuple[Found, ...]:
    """Everything that is wrong with a ticket's contacts at `now`; pure, in the order of the kinds."""
    return (
        *_not_contacted(facts, rules, now),
        *_wrong_numbers(facts),
        *_wrong_persons(facts),
        *_before_dispatch(facts),
        *_after_reply(facts),
        *_surveys_without_contact(facts),
    )


def replied_at(facts: ContactFacts) -> datetime | None:
    """When the reply of the current round went out; a closed ticket was replied to at its closing at latest."""
    if facts.status not in _REPLIED:
        return None
    known = [at for at in (facts.reply_sent_at, facts.closed_at) if at is not None]
    return min(known, default=None)


def is_the_caller(call: Call, caller: str) -> bool:
    """Whether a call reached the caller and nobody else."""
    person = call.reached.strip()
    return call.outcome is AttemptOutcome.REACHED and (person in THE_CALLER or person == caller.strip())


def _contacts(facts: ContactFacts) -> list[Call]:
    """The calls that really reached the caller after dispatch, in order of time."""
    return sorted(
        (call for call in facts.calls if is_the_caller(call, facts.caller) and not _too_early(call, facts)),
        key=lambda call: call.at,
    )


def _too_early(call: Call, facts: ContactFacts) -> bool:
    return call.at < facts.dispatched_at and facts.dispatched_basis != DispatchBasis.IMPORT


def _not_contacted(facts: ContactFacts, rules: ClockRules, now: datetime) -> Iterator[Found]:
    """Missed, closed without contact, past the limit.

    Neither for the backlog, nor for tickets that went elsewhere, nor for those that were closed before this desk had
    them: whoever closed them recorded the calls elsewhere.
    """
    if facts.backlog or facts.closed_elsewhere or facts.status is TicketStatus.RETURNED:
        return
    contacts = _contacts(facts)
    due = facts.contact_due_at
    excused = facts.platform_contacted is Contacted.YES
    closed_at = facts.closed_at if facts.status is TicketStatus.CLOSED else None
    ends = [at for at in (closed_at, due if due is not None and due <= now else None) if at is not None]
    if not contacts and not excused and ends and not _tried_enough(facts, rules, now):
        yield Found(FindingKind.MISSED_CONTACT, "", min(ends), f"{_tries(facts)}，至今没有联系上诉求人")
        if closed_at is not None:
            reason = f"{local_minute(closed_at)} 办结，{_tries(facts)}，没有联系上诉求人"
            yield Found(FindingKind.CLOSED_WITHOUT_CONTACT, "", closed_at, reason)
    if due is None or due > now or excused or (closed_at is not None and closed_at <= due):
        return
    if not contacts:
        yield Found(FindingKind.PAST_CONTACT_LIMIT, "", due, f"应于 {local_minute(due)} 前联系，{_tries(facts)}")
    elif contacts[0].at > due:
        late = _span(contacts[0].at - due)
        reason = f"应于 {local_minute(due)} 前联系，{local_minute(contacts[0].at)} 才联系上，晚 {late}"
        yield Found(FindingKind.PAST_CONTACT_LIMIT, "", due, reason)


def _tried_enough(facts: ContactFacts, rules: ClockRules, now: datetime) -> bool:
    if len(facts.calls) < rules.reach.attempts:
        return False
    return may_be_unreachable([(call.at, call.outcome) for call in facts.calls], rules, now).allowed


def _tries(facts: ContactFacts) -> str:
    return f"拨打过 {len(facts.calls)} 次" if facts.calls else "没有拨打记录"


def _wrong_numbers(facts: ContactFacts) -> Iterator[Found]:
    for call in facts.calls:
        if call.number and not is_on_ticket(call.number, facts.phones, facts.phone_cell):
            shown = mask_phone(call.number[:LONGEST_DIALLED])
            why = "不是本工单登记的号码" if facts.phones else "本工单没有登记可拨的号码，无法核对"
            yield Found(FindingKind.WRONG_NUMBER, str(call.id), call.at, f"{local_minute(call.at)} 拨打 {shown}：{why}")


def _wrong_persons(facts: ContactFacts) -> Iterator[Found]:
    """Somebody else answered; settled as soon as the caller is reached afterwards."""
    contacts = _contacts(facts)
    for call in facts.calls:
        if call.outcome is not AttemptOutcome.OTHER_PERSON and (
            call.outcome is not AttemptOutcome.REACHED or is_the_caller(call, facts.caller)
        ):
            continue
        who = call.reached.strip() if call.reached.strip() not in THE_CALLER else "非本人"
        later = next((contact for contact in contacts if contact.at > call.at), None)
        settled = f"{local_minute(later.at)} 已联系到诉求人本人" if later is not None else ""
        reason = f"{local_minute(call.at)} 接听的不是诉求人本人（{who}）"
        yield Found(FindingKind.WRONG_PERSON, str(call.id), call.at, reason, settled)


def _before_dispatch(facts: ContactFacts) -> Iterator[Found]:
    for call in facts.calls:
        if _too_early(call, facts):
            reason = f"联系时间 {local_minute(call.at)} 早于派单时间 {local_minute(facts.dispatched_at)}"
            yield Found(FindingKind.CONTACT_BEFORE_DISPATCH, str(call.id), call.at, reason)


def _after_reply(facts: ContactFacts) -> Iterator[Found]:
    """Contacts recorded only after the reply; a survey's call is not one of them."""
    replied = replied_at(facts)
    contacts = _contacts(facts)
    if replied is None or any(contact.at <= replied for contact in contacts):
        return
    surveys = {survey.call_id for survey in facts.surveys}
    for call in contacts:
        if not call.callback and call.id not in surveys:
            reason = f"答复于 {local_minute(replied)} 已发出，{local_minute(call.at)} 才第一次联系"
            yield Found(FindingKind.CONTACT_AFTER_REPLY, str(call.id), call.at, reason)


def _surveys_without_contact(facts: ContactFacts) -> Iterator[Found]:
    reached = {call.id for call in facts.calls if call.outcome is AttemptOutcome.REACHED}
    for survey in facts.surveys:
        if survey.call_id not in reached:
            why = "没有对应的通话记录" if survey.call_id is None else "对应的通话没有接通本人"
            yield Found(
                FindingKind.SURVEY_WITHOUT_CONTACT, str(survey.round), survey.at, f"第 {survey.round} 次回访：{why}"
            )
    elsewhere = facts.backlog or facts.closed_elsewhere
    if facts.platform_contacted is Contacted.YES and not elsewhere and not _contacts(facts):
        at = facts.closed_at or facts.dispatched_at
        reason = f"平台回访记为“已联系”，本台{_tries(facts)}"
        yield Found(FindingKind.SURVEY_WITHOUT_CONTACT, "platform", at, reason)


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return f"{max(1, minutes)} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // 1440} 天"
