"""What the application form for exclusion (不纳入考核申请表) says, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.clock import to_local
from app.files.writers.blocks import Block, Body, Closing, Facts, Heading, Listing, Title

TITLE = "12345热线工单不纳入考核申请表"
_NUMERALS = "一二三四五六七八九"
_SHOWN_OF_HASH = 8


@dataclass(frozen=True, slots=True)
class FormContact:
    """One call of the dated log, as the record has it."""

    at: datetime
    who: str
    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormFile:
    """One piece of evidence; `name` is the one it has in the package."""

    name: str
    kind: str
    size: int
    digest: str
    taken_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class FormOpinion:
    """What one level decided."""

    level: str
    verdict: str
    opinion: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DossierForm:
    """Everything the form prints. `levels` are all whose opinion is asked; those without one leave room to sign."""

    number: str
    title: str
    content: str
    unit: str
    street: str
    category: str
    merchant: str
    dispatched_at: datetime
    closed_at: datetime | None
    month: str
    type_words: str
    flags: tuple[str, ...]
    platform_name: str
    statement: str
    process: str
    basis: str
    contacts: Sequence[FormContact]
    files: Sequence[FormFile]
    opinions: Sequence[FormOpinion]
    levels: tuple[str, ...]
    made_by: str
    made_at: datetime


def form_blocks(form: DossierForm) -> list[Block]:
    """The form on paper: facts, what is asked for, reasons, process, basis, evidence, opinions, who and when."""
    blocks: list[Block] = [Title(TITLE), Facts(tuple(_facts(form)))]
    for numeral, (heading, parts) in zip(_NUMERALS, _sections(form), strict=False):
        blocks += [Heading(f"{numeral}、{heading}"), *parts]
    return [*blocks, Closing((form.unit or form.made_by, _day(form.made_at)))]


def _facts(form: DossierForm) -> Iterator[tuple[str, str]]:
    yield "工单编号", form.number
    yield "承办单位", form.unit or "—"
    yield "工单标题", form.title
    yield "问题分类", form.category.replace("->", " › ") or "—"
    yield "被反映单位", form.merchant or "—"
    yield "派单时间", _instant(form.dispatched_at)
    yield "办结时间", _instant(form.closed_at) if form.closed_at else "尚未办结"
    yield "街乡镇", form.street or "—"
    yield "适用目录", f"{form.month} 月份目录"
    yield "申请类型", form.type_words
    yield "申请结果", "、".join(form.flags) or "—"
    if form.platform_name:
        yield "网络平台名称", form.platform_name


def _sections(form: DossierForm) -> Iterator[tuple[str, list[Block]]]:
    yield "诉求内容", [Body(form.content or form.title)]
    yield "申请理由", [Body(form.statement or "（未填写）")]
    process: list[Block] = [Body(form.process)] if form.process.strip() else []
    if form.contacts:
        rows = tuple((_instant(one.at), one.outcome, one.who, one.note) for one in form.contacts)
        process.append(Listing(("联系时间", "结果", "联系人员", "备注"), rows, (42, 24, 24, 66)))
    yield "办理过程及联系记录", process or [Body("（未填写）")]
    yield "申请依据", [Body(form.basis or "（未填写）")]
    yield "证据材料", [_evidence(form.files)] if form.files else [Body("（没有材料）")]
    yield "审核意见", [_opinions(form)]


def _evidence(files: Sequence[FormFile]) -> Block:
    rows = tuple(
        (
            str(place),
            one.name,
            one.kind or "—",
            "\n".join(filter(None, (_instant(one.taken_at) if one.taken_at else "", one.place))) or "—",
            one.digest[:_SHOWN_OF_HASH],
        )
        for place, one in enumerate(files, 1)
    )
    return Listing(("序号", "文件", "材料名称", "时间、地点", "校验码"), rows, (14, 44, 32, 42, 24))


def _opinions(form: DossierForm) -> Block:
    rows = [(one.level, one.verdict, one.opinion, f"{one.who}\n{_instant(one.at)}") for one in form.opinions]
    given = {one.level for one in form.opinions}
    rows += [(level, "", "\n\n\n", "签字：\n年　月　日") for level in form.levels if level not in given]
    return Listing(("级别", "结论", "意见", "审核人、时间"), tuple(rows), (24, 20, 70, 42))


def _instant(at: datetime) -> str:
    return f"{to_local(at):%Y-%m-%d %H:%M}"


def _day(at: datetime) -> str:
    local = to_local(at)
    return f"{local.year}年{local.month}月{local.day}日"
