"""材料核验: each rule of a dossier passes, fails or needs a person, with the reason and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.base.clock import local_day, local_midnight
from app.rules.exclusion.catalogue import ExclusionType
from app.rules.exclusion.check_dates import named_days
from app.rules.exclusion.check_evidence import evidence_lines
from app.rules.exclusion.check_facts import Dossier, RuleLine, RuleResult
from app.rules.exclusion.moves import FLAG_WORDS, ExclusionFlag
from app.rules.shared.folding import fold

PASS, FAIL, PERSON = RuleResult.PASS, RuleResult.FAIL, RuleResult.PERSON
# So long before its end an application's deadline is called near.
NEAR = timedelta(days=2)
_NINE = timedelta(hours=9)


def check_lines(dossier: Dossier) -> tuple[RuleLine, ...]:
    """Every rule that applies to the dossier, in the order of the form, without answers (`report_of` adds them).

    Keys of files hold the file's place, so that an answer stays with its file.
    """
    return tuple(_lines(dossier))


def _lines(dossier: Dossier) -> Iterator[RuleLine]:
    kind = dossier.kind
    if kind is None:
        why = f"{dossier.month} 的目录里没有“{dossier.type_words}”"
        yield RuleLine("type", "申请类型", FAIL, True, why, "请选该月目录里的大类和子类")
        yield from _texts(dossier, None)
        yield from evidence_lines(dossier, ())
        return
    yield RuleLine("type", "申请类型", PASS, True, f"{kind.words}（{dossier.month} 目录）")
    yield from _fits(dossier, kind)
    yield from _time_limit(dossier, kind)
    yield from _flags(dossier, kind)
    yield from _texts(dossier, kind)
    yield from _attempts(dossier, kind)
    yield from _dates(dossier)
    yield from evidence_lines(dossier, kind.evidence)
    for place, question in enumerate(kind.persons, start=1):
        yield RuleLine(f"person:{place}", "人工核对", PERSON, False, question, "请核对后写明结论")


def _fits(dossier: Dossier, kind: ExclusionType) -> Iterator[RuleLine]:
    if kind.categories:
        fits = any(word in fold(dossier.category) for word in kind.categories)
        reason = f"问题分类“{dossier.category or '空'}”" + ("符合" if fits else f"不在{'、'.join(kind.categories)}之内")
        yield _line("category", "问题分类", fits, reason, "请换一个适合这类诉求的类型")
    if kind.ticket_types:
        fits = any(word in fold(dossier.ticket_type) for word in kind.ticket_types)
        kind_word = dossier.ticket_type or "空"
        reason = f"工单类型“{kind_word}”" + ("符合" if fits else f"不是{'、'.join(kind.ticket_types)}")
        yield _line("ticket-type", "工单类型", fits, reason, "请换一个适合这类工单的类型")


def deadline_of(kind: ExclusionType, closed_at: datetime | None) -> datetime | None:
    """The deadline for submitting an application of this type; None without a limit or before the ticket is closed."""
    if not kind.within_days or closed_at is None:
        return None
    return local_midnight(local_day(closed_at) + timedelta(days=kind.within_days + 1))


def exclusion_slots(exclusion_id: int, end: datetime) -> tuple[tuple[str, datetime], ...]:
    """When an application that must be submitted by `end` (a midnight) is reminded of: 09:00 of its last two days.

    The last one, acknowledged, comes back as other matters do, until the limit ends.
    """
    return (
        (f"{exclusion_id}:two-days", end - NEAR + _NINE),
        (f"{exclusion_id}:due", end - timedelta(days=1) + _NINE),
    )


def _time_limit(dossier: Dossier, kind: ExclusionType) -> Iterator[RuleLine]:
    is_closed = dossier.is_closed or dossier.closed_at is not None
    if kind.needs_closed:
        reason = "工单已经办结" if is_closed else "工单还没有办结"
        yield _line("closed", "先办结再申请", is_closed, reason, "请办结后再申请")
    if not kind.within_days:
        return
    end = deadline_of(kind, dossier.closed_at)
    if end is None:
        yield _without_closing(kind, is_closed=is_closed)
        return
    last = f"{local_day(end - timedelta(seconds=1)):%Y-%m-%d}"
    past = dossier.now >= end
    reason = f"办结后 {kind.within_days} 日内申请，最后一天是 {last}" + ("，已经过了" if past else "")
    yield _line("deadline", "申请期限", not past, reason, "已过期限；确需申请的由班组长写明理由")
    if not past:
        near = end - dossier.now <= NEAR
        reason = f"到 {last} 24:00 只剩不到两天" if near else "时间够用"
        yield RuleLine("deadline-near", "期限临近", FAIL if near else PASS, False, reason, "请今天提交" if near else "")


def _without_closing(kind: ExclusionType, *, is_closed: bool) -> RuleLine:
    """The line of the limit where no closing time is known: not begun, or, for a closed ticket, not to be judged."""
    within = f"办结后 {kind.within_days} 日内申请"
    if not is_closed:
        return RuleLine("deadline", "申请期限", PASS, True, f"工单还没有办结；{within}")
    reason = f"工单已经办结，但没有办结时间，期限无法判断（{within}）"
    todo = "请导入带办结时间的导出，或在平台上核对后写明办结日期"
    return RuleLine("deadline", "申请期限", PERSON, True, reason, todo)


def _flags(dossier: Dossier, kind: ExclusionType) -> Iterator[RuleLine]:
    requested = "、".join(FLAG_WORDS[flag] for flag in dossier.flags) or "没有选"
    wanted = FLAG_WORDS[kind.flag]
    fits = kind.flag in dossier.flags
    reason = f"申请{requested}" + ("" if fits else f"，而这一类应申请{wanted}")
    yield _line("flag", "申请结果", fits, reason, f"请选{wanted}")
    if kind.needs_platform_name or (ExclusionFlag.OFF_VOLUME in dossier.flags and kind.minor == "网络平台"):
        name = fold(dossier.platform_name)
        reason = f"网络平台名称：{name}" if name else "没有填网络平台名称"
        yield _line("platform-name", "网络平台名称", bool(name), reason, "请填平台的全称")


def _texts(dossier: Dossier, kind: ExclusionType | None) -> Iterator[RuleLine]:
    statement = dossier.statement.strip()
    reason = f"说明 {len(statement)} 字" if statement else "没有写说明"
    yield _line("statement", "情况说明", bool(statement), reason, "请写明事实、经过和理由")
    if kind is not None and statement:
        yield from _length(len(statement), kind)
        for place, wording in enumerate(kind.wording, start=1):
            found = next((word for word in wording.words if word in fold(statement)), "")
            reason = f"写到了“{found}”" if found else f"没有写{wording.say}（如{'、'.join(wording.words[:4])}）"
            yield _line(f"wording:{place}", wording.say, bool(found), reason, f"请在说明里写明{wording.say}")
    reason = "已写办理过程" if dossier.process.strip() else "没有写办理过程"
    yield _line("process", "办理过程", bool(dossier.process.strip()), reason, "请写明何时做了什么，可取联系记录")
    reason = "已写依据" if dossier.basis.strip() else "没有写依据"
    yield _line("basis", "申请依据", bool(dossier.basis.strip()), reason, "请写法规、文件或目录的条目")


def _length(length: int, kind: ExclusionType) -> Iterator[RuleLine]:
    fits = kind.shortest <= length <= kind.longest
    todo = "请压缩" if length > kind.longest else "请补充事实和经过"
    yield _line("length", "说明字数", fits, f"说明 {length} 字，应为 {kind.shortest}–{kind.longest} 字", todo)


def _attempts(dossier: Dossier, kind: ExclusionType) -> Iterator[RuleLine]:
    if not kind.attempts:
        return
    count = sum(at >= dossier.dispatched_at for at, _ in dossier.attempts)
    reason = f"派单后有 {count} 次联系记录，要求不少于 {kind.attempts} 次"
    yield _line("attempts", "联系记录", count >= kind.attempts, reason, "请先联系并登记，或从话务清单导入")


def _dates(dossier: Dossier) -> Iterator[RuleLine]:
    texts = (("process-dates", "办理过程的日期", dossier.process), ("statement-dates", "说明的日期", dossier.statement))
    for rule, title, text in texts:
        if text.strip():
            result, why = _of_text(dossier, text, early=FAIL if rule == "process-dates" else PERSON)
            yield RuleLine(rule, title, result, result is not PERSON, why, "" if result is PASS else "请核对日期")


def _of_text(dossier: Dossier, text: str, *, early: RuleResult) -> tuple[RuleResult, str]:
    """What the unit did lies between the dispatch and today, and each day exists; other days ahead need a look."""
    today, begin = local_day(dossier.now), local_day(dossier.dispatched_at)
    doubt = ""
    for named in named_days(text, today):
        if named.day is None:
            return FAIL, f"“{named.words}”不是真实的日期"
        if named.day > today and not named.ahead:
            if named.done:
                return FAIL, f"“{named.words}”还没有到，却写成已经做了"
            doubt = doubt or f"“{named.words}”还没有到"
        elif named.day < begin and named.acted:
            reason = f"“{named.words}”早于派单（{begin:%Y-%m-%d}）"
            if early is FAIL and not dossier.dispatch_estimated:
                return FAIL, reason
            doubt = doubt or reason
    return (PERSON, doubt) if doubt else (PASS, "与工单的时间不矛盾")


def _line(rule: str, title: str, fits: bool, reason: str, todo: str) -> RuleLine:
    return RuleLine(rule, title, PASS if fits else FAIL, True, reason, "" if fits else todo)
