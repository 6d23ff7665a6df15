"""答复核验: what is wrong with a reply before it goes out; every mark says where, why and what to do about it."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.rules.contact.states import AttemptOutcome
from app.rules.law.calendar import Calendar
from app.rules.promise.wording import vague_promises
from app.rules.reply.dates import Times, contradictions
from app.rules.reply.demands import demands_in, may_be_unanswered
from app.rules.reply.form import RESULT, FieldKind, form_problems, reply_fields
from app.rules.reply.texts import SHORTEST, Phrases, exposed, phrases_in


class MarkKind(enum.StrEnum):
    """The subject of a mark."""

    FORM = "form"
    NO_CONTACT = "no-contact"
    POINT = "point"
    DATES = "dates"
    BASIS = "basis"
    PROMISE = "promise"
    PRIVACY = "privacy"
    FORBIDDEN = "forbidden"
    COLD = "cold"
    LENGTH = "length"
    REPEATED = "repeated"
    PLATFORM = "platform"


MARK_WORDS = {
    MarkKind.FORM: "填写",
    MarkKind.NO_CONTACT: "没有联系",
    MarkKind.POINT: "可能没有答到",
    MarkKind.DATES: "时间矛盾",
    MarkKind.BASIS: "缺少依据",
    MarkKind.PROMISE: "承诺没有期限",
    MarkKind.PRIVACY: "他人信息",
    MarkKind.FORBIDDEN: "禁用语",
    MarkKind.COLD: "语气生硬",
    MarkKind.LENGTH: "篇幅",
    MarkKind.REPEATED: "雷同",
    MarkKind.PLATFORM: "缺平台名称",
}
_CITED = re.compile(
    r"《[^》]{2,}》|第\s*[0-9一二三四五六七八九十百零]+\s*条|[〔\[（(]20[0-9]{2}[〕\]）)]\s*[0-9]+\s*号|(?:GB|DB|SB)/?T?\s*[0-9]"
)
_ONLINE = re.compile(r"网络平台|网络购物|网购|电子商务|电商|直播带货|网络交易")
_WHOLE = 0


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """The facts a reply is checked against: its ticket, its calls, how many other tickets have the same text."""

    content: str
    category: str
    phones: tuple[str, ...]
    dispatched_at: datetime
    deadline_at: datetime | None
    attempts: Sequence[tuple[datetime, AttemptOutcome]]
    now: datetime
    calendar: Calendar
    phrases: Phrases
    same_text: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One remark: `hard` ones stop the submission until they are mended or overruled with a reason.

    `field` is the form's field ("" for the ticket's own facts), `words` what stands there from `start` on,
    `why` what is wrong and `advice` what to do.
    """

    kind: MarkKind
    hard: bool
    field: str
    words: str
    start: int
    why: str
    advice: str

    @property
    def key(self) -> str:
        """The key by which an overruling finds its mark again while the marked words stay the same."""
        digest = hashlib.sha256(
            f"{self.words}|{self.why if not self.words else ''}".encode("utf-8", "replace")
        ).hexdigest()[:12]
        return f"{self.kind.value}:{self.field}:{digest}"


def check_reply(values: Mapping[str, str], facts: CheckFacts) -> tuple[Mark, ...]:
    """Every mark of a reply, the hard ones first, then in the form's order."""
    marks = [
        *_form(values, facts),
        *_contact(values, facts),
        *_dates(values, facts),
        *_basis(values),
        *_promise(values, facts),
        *_privacy(values, facts),
        *_wording(values, facts),
        *_points(values, facts),
        *_length(values),
        *_repeated(values, facts),
        *_platform(values, facts),
    ]
    places = {field.name: place for place, field in enumerate(reply_fields())}
    unique = {mark.key: mark for mark in marks}
    return tuple(sorted(unique.values(), key=lambda mark: (not mark.hard, places.get(mark.field, -1), mark.start)))


def _form(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    for field, problem in form_problems(values, facts.now).items():
        if field != "basis" or values.get(field, "").strip():
            yield Mark(MarkKind.FORM, True, field, "", _WHOLE, problem, "请补填或改正")


def _contact(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    reached = any(outcome is AttemptOutcome.REACHED for _, outcome in facts.attempts)
    answer = values.get("contacted", "")
    if answer == "否" and reached:
        why = "联系记录里已接通本人，是否联系却填“否”"
        yield Mark(MarkKind.NO_CONTACT, True, "contacted", answer, _WHOLE, why, "请改为“是”，并填联系时间")
    elif not facts.attempts:
        why = "这件工单没有任何联系记录"
        yield Mark(MarkKind.NO_CONTACT, True, "contacted", answer, _WHOLE, why, "请先联系诉求人并登记（F3），再提交")
    elif answer == "是" and not reached:
        why = f"拨打过 {len(facts.attempts)} 次，没有一次接通本人，是否联系却填“是”"
        yield Mark(MarkKind.NO_CONTACT, True, "contacted", answer, _WHOLE, why, "请再联系，或改填“否”")


def _points(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    reply = "".join(values.get(name, "") for name in (RESULT, "whistle_result", "met_where"))
    for demand in demands_in(facts.content):
        if may_be_unanswered(demand, reply):
            why = f"诉求里的“{demand.words}”，答复里找不到相应的话"
            yield Mark(MarkKind.POINT, False, RESULT, demand.words, _WHOLE, why, "请逐项答复；已答到的可忽略并写明")


def _dates(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    calls = [at for at, _ in facts.attempts]
    known = Times(facts.dispatched_at, facts.deadline_at, facts.now, calls, facts.estimated)
    for clash in contradictions(values, known, facts.calendar):
        yield Mark(MarkKind.DATES, clash.sure, clash.field, clash.words, clash.start, clash.why, "请核对联系记录和日期")


def _basis(values: Mapping[str, str]) -> Iterator[Mark]:
    basis = values.get("basis", "").strip()
    if not basis:
        yield Mark(MarkKind.BASIS, True, "basis", "", _WHOLE, "没有填写办理依据", "请写明《法规名称》第几条，或文号")
    elif not _CITED.search(basis):
        why = "办理依据里没有法规名称、条款或文号"
        yield Mark(MarkKind.BASIS, True, "basis", basis[:30], _WHOLE, why, "请写成《……》第几条")


def _promise(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    for promise in vague_promises(values.get(RESULT, ""), facts.now, facts.calendar):
        why = f"“{promise.words}”没有说到哪一天"
        yield Mark(
            MarkKind.PROMISE,
            True,
            RESULT,
            promise.words,
            promise.start,
            why,
            "请写明日期，例如“12月10日前”，到期会提醒",
        )


def _privacy(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    for field in _texts():
        for found in exposed(values.get(field, ""), facts.phones):
            why = f"{found.what}“{found.words}”不能写给诉求人"
            if not found.sure:
                why = f"“{found.words}”可能是他人姓名"
            yield Mark(MarkKind.PRIVACY, found.sure, field, found.words, found.start, why, f"请写成“{found.masked}”")


def _texts() -> Iterator[str]:
    return (field.name for field in reply_fields() if field.kind is FieldKind.TEXT)


def _wording(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    text = values.get(RESULT, "")
    for words, place in phrases_in(text, facts.phrases.forbidden):
        yield Mark(MarkKind.FORBIDDEN, True, RESULT, words, place, f"“{words}”是禁用语", "请换一种说法")
    for words, place in phrases_in(text, facts.phrases.cold):
        why = f"“{words}”听起来生硬"
        yield Mark(MarkKind.COLD, False, RESULT, words, place, why, "请说明原因和诉求人还能怎么办")


def _length(values: Mapping[str, str]) -> Iterator[Mark]:
    text = values.get(RESULT, "").strip()
    if text and len(text) < SHORTEST:
        why = f"承办结果只有 {len(text)} 字"
        yield Mark(MarkKind.LENGTH, False, RESULT, "", _WHOLE, why, "请写明办了什么、依据什么、结果如何")


def _repeated(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    if facts.same_text and values.get(RESULT, "").strip():
        why = f"另有 {facts.same_text} 件工单用了同样的承办结果"
        yield Mark(MarkKind.REPEATED, False, RESULT, "", _WHOLE, why, "请按这一件的实际情况写")


def _platform(values: Mapping[str, str], facts: CheckFacts) -> Iterator[Mark]:
    if values.get("platform", "").strip():
        return
    if values.get("off_volume") == "网络平台":
        why = "不计入诉求总量类别是“网络平台”，没有填网络平台名称"
        yield Mark(MarkKind.PLATFORM, True, "platform", "", _WHOLE, why, "请填写平台名称")
    elif _ONLINE.search(facts.category):
        why = f"问题分类“{facts.category}”涉及网络平台"
        yield Mark(
            MarkKind.PLATFORM, False, "platform", "", _WHOLE, why, "不计入诉求总量的，请选“网络平台”并填平台名称"
        )
