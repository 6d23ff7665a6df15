"""A handover sheet as a document on the official page, with both signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.clock import local_minute, to_local
from app.rules.handover.parts import Part
from app.rules.handover.sheet import Compared, Line, Sheet
from app.rules.handover.spans import Span, span_words
from app.rules.paper.model import Block, Paragraph, PlainPaper, Section, Table
from app.rules.shared.time_left import clock_time

TITLE = "值守交接单"
NOTHING = "零报告：本班没有需要移交的事项。"
_UNSIGNED = "（未签字）"
_TIMED = frozenset({Part.NEXT_CLOCKS, Part.OVERDUE})
_PLAIN = frozenset({Part.INSTRUCTIONS, Part.FAULTS, Part.TASKS, Part.EVENTS})
_LOCAL_HEADS = {
    Part.MUTED: ("工单编号", "事项", "静音至", "由谁"),
    Part.PROMISES: ("工单编号", "事项", "到期", "承诺内容"),
    Part.ESCALATIONS: ("工单编号", "事项", "办理到期", "说明"),
}


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who handed over and who took over; None while nobody did."""

    signed_by: str = ""
    signed_at: datetime | None = None
    taken_by: str = ""
    taken_at: datetime | None = None
    note: str = ""
    digest: str = ""


def paper_of(sheet: Sheet, signatures: Signatures | None = None) -> PlainPaper:
    """The sheet as it is printed. The same sheet and signatures give the same document, whenever it is made."""
    signed = signatures or Signatures()
    return PlainPaper(
        title=TITLE,
        subtitle=f"{span_words(sheet.span)}　交 {span_words(sheet.following)}",
        office=sheet.office,
        made_at=signed.signed_at or sheet.made_at,
        sections=tuple(_sections(sheet, signed)),
    )


def compared_words(sheet: Sheet) -> str:
    """What the sheet says of the last reconciliation."""
    found = sheet.compared
    if found is None:
        return "还没有与平台对账，请接班后先对账。"
    words = _sides(found)
    undecided = f"，{found.undecided} 处差异待处理" if found.undecided else ""
    late = "" if sheet.compared_in_shift else "；本班没有对账，请接班后先对账"
    return f"{clock_time(found.at)} {found.who}对账：{words}{undecided}{late}。"


def compared_step(sheet: Sheet) -> str:
    """What the reconciliation asks of the comer: differences to decide, or to reconcile first; empty for neither."""
    found = sheet.compared
    undecided = f"{found.undecided} 处差异待处理" if found is not None and found.undecided else ""
    return "；".join(filter(None, (undecided, "" if sheet.compared_in_shift else "请先对账")))


def _sides(found: Compared) -> str:
    if found.holds:
        return f"平台 {found.platform} = 本台 {found.register}，一致"
    parts = (
        ("本台缺", found.missing_here),
        ("平台缺", found.missing_there),
        ("不一致", found.differs),
        ("未能核对", found.unread),
    )
    wrong = "，".join(f"{word} {count}" for word, count in parts if count)
    return f"平台 {found.platform}，本台 {found.register}，{wrong}"


def people_words(span: Span) -> str:
    """The people of a shift, or that the roster names nobody."""
    leaders = f"；带班领导 {'、'.join(span.leaders)}" if span.leaders else ""
    return ("、".join(span.people) or "未排班") + leaders


def _sections(sheet: Sheet, signed: Signatures) -> Iterator[Section]:
    yield Section("", 1, _opening(sheet))
    yield Section("对账", 1, (Paragraph((compared_words(sheet),)),))
    yield Section("队列数", 1, (_counters(sheet),))
    for part in Part:
        lines = sheet.shown(part)
        if lines:
            yield Section(f"{part.word}（{len(lines)}）", 1, (_table(part, lines),))
    empty = [part.word for part in Part if not sheet.of(part)]
    if empty and not sheet.is_nothing:
        yield Section("没有的事项", 1, (Paragraph((f"{'、'.join(empty)}：无。",)),))
    yield Section(
        "不寻常的情况", 1, tuple(Paragraph((line,)) for line in (sheet.unusual or "无。").splitlines() if line)
    )
    yield Section("签字", 1, (_signatures(signed), *_said(signed)))


def _opening(sheet: Sheet) -> tuple[Block, ...]:
    first = f"当班：{people_words(sheet.span)}。接班：{people_words(sheet.following)}。"
    made = f"本单由登记库于 {local_minute(sheet.made_at)} 生成。"
    found = [Paragraph((first + made,))]
    if sheet.is_nothing:
        found.append(Paragraph((NOTHING,)))
    return tuple(found)


def _counters(sheet: Sheet) -> Table:
    words = tuple(word for _, word, _ in sheet.counters)
    numbers = tuple(str(count) for _, _, count in sheet.counters)
    return Table("各队列现有件数", words, (numbers,), (1,) * len(words))


def _table(part: Part, lines: Sequence[Line]) -> Table:
    if part in _PLAIN:
        rows = tuple((_moment(line), line.text, line.step or "—") for line in lines)
        return Table(part.word, ("时间", "内容", "说明"), rows, (12, 40, 24))
    if part in _TIMED:
        timed = tuple((line.number, line.text, line.step, _moment(line)) for line in lines)
        return Table(part.word, ("工单编号", "事项", "时限", "到期"), timed, (27, 27, 14, 15))
    heads = _LOCAL_HEADS.get(part)
    if heads is not None:
        return Table(
            part.word, heads, tuple((line.number, line.text, _moment(line), line.step) for line in lines),
            (27, 24, 15, 19),
        )  # fmt: skip
    others = tuple((line.number or "—", line.text, line.step) for line in lines)
    return Table(part.word, ("工单编号", "事项", "下一步"), others, (27, 27, 29))


def _moment(line: Line) -> str:
    return "—" if line.due_at is None else clock_time(line.due_at)


def _signatures(signed: Signatures) -> Table:
    def at(moment: datetime | None) -> str:
        return "—" if moment is None else f"{to_local(moment):%Y-%m-%d %H:%M}"

    rows = (
        ("交班", signed.signed_by or _UNSIGNED, at(signed.signed_at)),
        ("接班", signed.taken_by or _UNSIGNED, at(signed.taken_at)),
    )
    return Table("交接双方", ("", "姓名", "签字时间"), rows, (12, 30, 30))


def _said(signed: Signatures) -> tuple[Paragraph, ...]:
    found = [f"接班人意见：{signed.note}" if signed.note else "", f"校验码 {signed.digest}" if signed.digest else ""]
    return tuple(Paragraph((text,)) for text in found if text)
