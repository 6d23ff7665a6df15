"""Finds promises to a caller in replies and notes, with and without a day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.base.clock import from_local, local_day
from app.rules.law.calendar import Calendar
from app.rules.law.spoken_times import Spoken, spoken_times
from app.rules.promise.states import PromiseKind


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """A promise with a day, as a text makes it: its kind, its words, where they stand, and when it falls due."""

    kind: PromiseKind
    words: str
    start: int
    due_at: datetime
    exact: bool


@dataclass(frozen=True, slots=True)
class VaguePromise:
    """A promise without a day: its words and where they stand."""

    words: str
    start: int


_CALL = r"再联系|再致电|再次联系|再次致电|回电|回拨|再打|再来电|再通话|致电|联系|打电话|来电"
_KINDS = (
    (PromiseKind.REFUND, r"退款|退费|退还|退回|返还|返款|退卡|退钱|退清|退完|到账|打款|赔偿|赔付|补偿|支付|结清|退"),
    (PromiseKind.VISIT, r"上门|到场|现场|入户"),
    (PromiseKind.REPLY, r"答复|回复|反馈|告知|书面"),
    (
        PromiseKind.OTHER,
        r"维修|修复|修好|更换|换货|换新|发货|送达|送货|补发|安装|整改|完成|解决|处理完|办理完|办结|恢复|复业|开业|营业|清理|拆除"
        r"|核查|检查|协商|调解|转课|转店|转卡|开具|补开|提供|兑现|履行|消课",
    ),
    (PromiseKind.CALL, _CALL),
)
_ANY = re.compile("|".join(f"(?P<{kind.name}>{words})" for kind, words in _KINDS))
# A longer sentence is read in parts: what stands before a time is looked through again for each time.
_SENTENCE = re.compile(r"[^。！!？?；;\n]{1,1000}")
_CLAUSE_END = re.compile(r"[，,：:]")
_GIVES_WORD = re.compile(r"承诺|答应|同意|保证|表示|约定|约好|将|会(?!员|所|议|馆)|定于|预计|计划|再|请")
# A rule, somebody's wish or a condition is no promise.
_RULE = re.compile(r"规定|应当|之日起|第[0-9一二三四五六七八九十百]+条|合同|协议约定|条款|须|无理由|有效期|期限为")
_IF = re.compile(r"(?:如果|如|若|假如|倘若|一旦|逾期)(?!期|约|实|数|下|上|何|有所|同)")
_WISH = re.compile(r"要求|希望|诉求(?!人)|申请(?!人)|请求|建议")
_NOT = re.compile(r"无法|不能|不予|不再|拒绝|未能|没有|不会|不退|不同意")
_PAST = re.compile(r"已(?:经|于|在|将|全|退|完|办|整|联|修|处|与|告)|曾|过去|此前|之前已")
_VAGUE = re.compile(
    r"尽快|尽早|尽速|近期|近日|后续|陆续|抓紧|择日|适时|过几天|过段时间|过一段时间|下一步|稍后|待.{1,12}后|日后|随后"
)
# A general statement of an office about its work is no promise to this caller.
_DUTY = re.compile(r"加大|加强|强化|持续|进一步|常态化|举一反三|日常|力度|频次|长效")
_WILL = re.compile(r"承诺|答应|同意|保证|将|会(?!员|所|议|馆)")


def find_promises(text: str, now: datetime, calendar: Calendar) -> tuple[FoundPromise, ...]:
    """The promises with a day or an hour still to come after `now`, in the text's order.

    Left out are rules quoted (应当自收到之日起 5 日内), wishes of the caller other than for a call, conditions
    (如…未退) and refusals: what remains is proposed to a person, never taken as certain.
    """
    spoken = spoken_times(text, now, calendar)
    found = []
    for sentence, inside in _sentences(text, spoken):
        for place, moment in enumerate(inside):
            until = inside[place + 1].start if place + 1 < len(inside) else sentence.end()
            promise = _promise(text, sentence, moment, until, now)
            if promise is not None:
                found.append(promise)
    return tuple(found)


def vague_promises(text: str, now: datetime, calendar: Calendar) -> tuple[VaguePromise, ...]:
    """The promises of a text that name no day (尽快退款, 商户将退还余额), in its order."""
    return tuple(_vague(text, spoken_times(text, now, calendar)))


def _vague(text: str, spoken: tuple[Spoken, ...]) -> Iterator[VaguePromise]:
    for sentence, inside in _sentences(text, spoken):
        if inside:
            continue
        for start, clause in _clauses(sentence):
            act = _ANY.search(clause)
            if (
                act is None
                or act.lastgroup is None
                or _DUTY.search(clause)
                or _RULE.search(clause)
                or _IF.search(clause)
            ):
                continue
            soon = _VAGUE.search(clause)
            will = _WILL.search(clause, 0, act.start())
            firm = will is not None and PromiseKind[act.lastgroup] is not PromiseKind.CALL
            vague = soon is not None and not _WISH.search(clause, 0, soon.start())
            settled = _PAST.search(clause) and not soon
            if (
                (vague or (firm and not _WISH.search(clause, 0, act.start())))
                and not settled
                and not _NOT.search(clause)
            ):
                yield VaguePromise(clause.strip(), start)


def _sentences(text: str, spoken: Sequence[Spoken]) -> Iterator[tuple[re.Match[str], Sequence[Spoken]]]:
    """Each sentence with the times that begin in it."""
    starts = [moment.start for moment in spoken]
    for sentence in _SENTENCE.finditer(text):
        yield sentence, spoken[bisect_left(starts, sentence.start()) : bisect_left(starts, sentence.end())]


def _clauses(sentence: re.Match[str]) -> Iterator[tuple[int, str]]:
    place = sentence.start()
    for part in _CLAUSE_END.split(sentence.group()):
        yield place, part
        place += len(part) + 1


def _promise(text: str, sentence: re.Match[str], moment: Spoken, until: int, now: datetime) -> FoundPromise | None:
    first = _clause_start(text, sentence.start(), moment.start)
    end = _clause_end(text, moment.end, until)
    act = (
        _ANY.search(text, moment.end, end)
        or _ANY.search(text, moment.end, until)
        or _ANY.search(text, first, moment.start)
    )
    if moment.at <= now or act is None or act.lastgroup is None:
        return None
    kind = PromiseKind[act.lastgroup]
    words = text[first : max(end, act.end())].strip()
    before = text[first : moment.start]
    if not _is_meant(words, before, text[sentence.start() : moment.start], kind, moment):
        return None
    return FoundPromise(kind, words, first, moment.at, moment.exact)


def _is_meant(words: str, before: str, since: str, kind: PromiseKind, moment: Spoken) -> bool:
    if _IF.search(before) or _NOT.search(words) or ("从" in before[-3:] or "自" in before[-3:]):
        return False
    gives = _GIVES_WORD.search(words)
    if kind is PromiseKind.CALL:
        return bool(moment.limit or gives) and not _PAST.search(words)
    if _RULE.search(since + words) and not re.search(r"承诺|答应|同意|将|保证|预计|表示", words):
        return False
    if _WISH.search(since) and not re.search(r"承诺|答应|同意|将|保证|回复|表示", since[_last_wish(since) :] + words):
        return False
    if _PAST.search(words if moment.span else words[words.find(moment.words) :]):
        return False
    return bool(moment.limit or gives)


def _last_wish(since: str) -> int:
    return max(match.end() for match in _WISH.finditer(since))


def _clause_start(text: str, least: int, place: int) -> int:
    ends = [match.end() for match in _CLAUSE_END.finditer(text, least, place) if not text[match.end() - 2].isdigit()]
    return ends[-1] if ends else least


def _clause_end(text: str, place: int, most: int) -> int:
    found = _CLAUSE_END.search(text, place, most)
    return found.start() if found else most


def promise_slots(promise_id: int, due_at: datetime, *, exact: bool) -> tuple[tuple[str, datetime], ...]:
    """The reminders of one promise by slot name: at its hour, else 09:00 and 16:00 of its day and 09:00 the day after.

    `due_at` of a promise without an hour is the midnight that ends its day.
    """
    if exact:
        return ((f"{promise_id}:due", due_at),)
    last = local_day(due_at - timedelta(seconds=1))
    morning, afternoon = (from_local(datetime.combine(last, at)) for at in (time(9), time(16)))
    return (
        (f"{promise_id}:day", morning),
        (f"{promise_id}:afternoon", afternoon),
        (f"{promise_id}:over", morning + timedelta(days=1)),
    )


_SLOT_TITLES = {
    "day": "承诺今日到期",
    "afternoon": "承诺今日到期，请核实",
    "due": "承诺的时间到了",
    "over": "承诺已过期，请核实",
}
# The slots after which a promise keeps reminding until a person records how it ended.
LAST_SLOTS = frozenset({"due", "over"})


def slot_title(slot: str) -> str:
    """The beginning of a promise's reminder."""
    return _SLOT_TITLES.get(slot.rpartition(":")[2], "承诺提醒")
