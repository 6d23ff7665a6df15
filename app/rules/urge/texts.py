"""The texts of a round, ready to send or to say; none holds a caller's name or number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.base.clock import local_day, to_local
from app.rules.escalation.states import ReportChannel
from app.rules.escalation.texts import clip, grouped
from app.rules.urge.steps import LEADER

_TITLE_SIGNS, _SHORT_SIGNS = 40, 12
_SHORT_TICKETS = 5
_QUOTED = 4
NO_UNIT = "尚未派单"


@dataclass(frozen=True, slots=True)
class UrgedTicket:
    """One ticket of a round, as its texts name it; the title is free of the caller's name already."""

    number: str
    title: str
    deadline_at: datetime | None
    is_contacted: bool


@dataclass(frozen=True, slots=True)
class UrgeFacts:
    """What the texts of a round say. `unanswered` counts the rounds before it that the unit did not answer."""

    unit: str
    to_name: str
    duty: str
    level: int
    tickets: tuple[UrgedTicket, ...]
    now: datetime
    reply_by: datetime
    is_series: bool = False
    unanswered: int = 0


def without_name(text: str, caller: str) -> str:
    """A title without the caller's name and without numbers that name a person."""
    name = caller.strip()
    plain = text.replace(name, "诉求人") if len(name) > 1 else text
    return clip(plain, _TITLE_SIGNS)


def text_for(channel: ReportChannel, facts: UrgeFacts, who: str, desk_name: str) -> str:
    """The text of the channel: a short one for text messages, whole sentences for the telephone, else the list."""
    if channel is ReportChannel.TEXT_MESSAGE:
        return text_message(facts, desk_name)
    if channel in (ReportChannel.TELEPHONE, ReportChannel.IN_PERSON):
        return phone_words(facts, who, desk_name)
    return list_text(facts, who, desk_name)


def list_text(facts: UrgeFacts, who: str, desk_name: str) -> str:
    """The text for WeChat or paper: the tickets one by one, what is asked, by when."""
    lines = [f"【接诉即办 到期提醒】{_greeting(facts)}", _what(facts)]
    for place, ticket in enumerate(facts.tickets, start=1):
        marks = [word for word in (_own_end(facts, ticket), "" if ticket.is_contacted else "未联系") if word]
        lines.append(f"{place}. {ticket.number} {ticket.title}" + (f"（{'，'.join(marks)}）" if marks else ""))
    lines.append(_ask(facts))
    lines.append(" ".join(part for part in (f"{desk_name} 12345 值守台", f"值班 {who}" if who else "") if part))
    return "\n".join(lines)


def text_message(facts: UrgeFacts, desk_name: str) -> str:
    """The text message: one paragraph, the first five tickets by the end of their number."""
    shown = "、".join(f"{_tail(ticket.number)}{clip(ticket.title, _SHORT_SIGNS)}" for ticket in _first(facts))
    more = f"等 {len(facts.tickets)} 件" if len(facts.tickets) > _SHORT_TICKETS else ""
    return f"【{desk_name}12345】{_greeting(facts)}{_what(facts)}{shown}{more}。{_ask(facts)}"


def phone_words(facts: UrgeFacts, who: str, desk_name: str) -> str:
    """The words to say on the telephone: whole sentences, digits in groups."""
    opening = f"{_greeting(facts)}这里是{desk_name} 12345 值守台"
    lines = [opening + (f"，我是{who}。" if who else "。"), _what(facts).rstrip("：") + "。"]
    for place, ticket in enumerate(facts.tickets, start=1):
        fresh = "" if ticket.is_contacted else "，还没有联系诉求人"
        lines.append(f"第 {place} 件，{grouped(_tail(ticket.number))}，{ticket.title}{fresh}。")
    lines.append(_ask(facts))
    return "\n".join(lines)


def time_words(at: datetime, now: datetime) -> str:
    """A moment as an office says it: 18:00, 明日 09:00, 12-08 18:00; midnight belongs to the day that it ends."""
    local = to_local(at)
    day = local.date()
    words = f"{local:%H:%M}"
    if local.time() == time(0):
        day, words = day - timedelta(days=1), "24:00"
    ahead = (day - local_day(now)).days
    if ahead == 0:
        return words
    return f"明日 {words}" if ahead == 1 else f"{day:%m-%d} {words}"


def _first(facts: UrgeFacts) -> Sequence[UrgedTicket]:
    return facts.tickets[:_SHORT_TICKETS]


def _greeting(facts: UrgeFacts) -> str:
    return f"{facts.to_name}{facts.duty}您好：" if facts.to_name else f"{facts.unit}您好："


def _what(facts: UrgeFacts) -> str:
    whose = facts.unit if facts.level == LEADER else "贵单位"
    parts = [f"{whose} {len(facts.tickets)} 件工单{_ends(facts)}"]
    if facts.is_series:
        parts.append("须今日办理答复")
    if facts.unanswered:
        parts.append(f"此前 {facts.unanswered} 次催办未答复")
    return "，".join(parts) + "："


def _ends(facts: UrgeFacts) -> str:
    """Ends all tickets share, or a count of those that expired or end today."""
    deadlines = {ticket.deadline_at for ticket in facts.tickets}
    if len(deadlines) == 1 and (at := next(iter(deadlines))) is not None:
        if at <= facts.now:
            return "已超期"
        words = time_words(at, facts.now)
        return f"{words if ' ' in words else f'今日 {words}'} 到期"
    late = sum(at is not None and at <= facts.now for at in (ticket.deadline_at for ticket in facts.tickets))
    return "在办" + (f"，其中 {late} 件已超期" if late else "")


def _own_end(facts: UrgeFacts, ticket: UrgedTicket) -> str:
    """The ticket's own end, where the head line does not say one for all."""
    if ticket.deadline_at is None or len({one.deadline_at for one in facts.tickets}) == 1:
        return ""
    return "已超期" if ticket.deadline_at <= facts.now else f"{time_words(ticket.deadline_at, facts.now)} 到期"


def _ask(facts: UrgeFacts) -> str:
    fresh = [place for place, ticket in enumerate(facts.tickets, start=1) if not ticket.is_contacted]
    by = time_words(facts.reply_by, facts.now)
    asked = f"请于 {by} 前回复：是否已联系、能否按期办结、几点前给结果。"
    if not fresh:
        return asked
    places = "、".join(str(place) for place in fresh)
    which = "请先电话联系诉求人。" if len(fresh) == len(facts.tickets) else f"第 {places} 件请先电话联系诉求人。"
    return asked + which


def _tail(number: str) -> str:
    return number.rpartition("-")[2] or number


@dataclass(frozen=True, slots=True)
class QuotedRound:
    """One round as the report of an expired ticket quotes it, with what the unit said of this ticket."""

    slot: datetime
    level: int
    sent_at: datetime | None
    answered_at: datetime | None
    answer: str
    promised_at: datetime | None
    broken: bool


def quote(rounds: Sequence[QuotedRound]) -> str:
    """The rounds of one ticket in a line, newest last: 催办 2 次：11-28 09:00 未答复；16:00 已承诺…; "" without any."""
    if not rounds:
        return ""
    shown = rounds[-_QUOTED:]
    parts = []
    for place, one in enumerate(shown):
        same_day = place > 0 and local_day(shown[place - 1].slot) == local_day(one.slot)
        when = f"{to_local(one.slot):%H:%M}" if same_day else f"{to_local(one.slot):%m-%d %H:%M}"
        whom = "（分管领导）" if one.level == LEADER else ""
        parts.append(f"{when}{whom} {_outcome(one)}")
    sent = sum(one.sent_at is not None for one in rounds)
    return f"催办 {sent} 次：{'；'.join(parts)}"


def _outcome(one: QuotedRound) -> str:
    if one.answered_at is None:
        return "未答复" if one.sent_at is not None else "未发"
    said = clip(one.answer, _SHORT_SIGNS)
    if one.promised_at is None:
        return f"答复“{said}”"
    return f"承诺 {time_words(one.promised_at, one.answered_at)} 前“{said}”" + ("，未兑现" if one.broken else "")
