"""The draft of a letter to the department in charge about a warning, on the official page."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_day, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.base.settings import with_defaults
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.desk.warning import acts as warning_acts
from app.desk.warning import reads
from app.desk.warning.rows import Card
from app.files.papers.word import write_paper
from app.files.shared.targets import check_target
from app.rules.paper.model import Paragraph, PlainPaper, Section, Table
from app.rules.warning.states import LEVEL_WORDS, SUBJECT_WORDS, Subject

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_NAMES, _TICKETS = 8, 20
_BASIS = (
    "《北京市单用途预付卡管理条例》（2022年6月1日起施行）要求经营者停业、歇业、变更经营场所前，按规定提前告知消费者并做好退款等善后。",
    "《北京市接诉即办工作条例》（2021年9月24日起施行）要求对诉求反映集中的问题主动治理、未诉先办。",
)
_HEAD = ("序号", "工单编号", "收到日期", "反映问题", "信号词", "办理状态")


def file_name(card: Card) -> str:
    """The name that is proposed for the document: 预警函_悦某健身_2026-11-23.docx."""
    name = _UNSAFE.sub("_", card.row.name)[:40]
    return f"预警函_{name}_{local_day(card.row.raised_at):%Y-%m-%d}.docx"


def letter_paper(card: Card, *, office: str, now: datetime) -> PlainPaper:
    """The letter as a draft; personal data is masked."""
    row = card.row
    subject = "" if row.subject is Subject.MERCHANT else SUBJECT_WORDS[row.subject]
    sections = (
        Section("预警情况", 1, tuple(map(_paragraph, _situation(card)))),
        Section("涉及对象", 1, tuple(map(_paragraph, _facts(card)))),
        Section("工作建议", 1, tuple(map(_paragraph, (*_advice(card), *_BASIS)))),
        Section("相关工单", 1, (_tickets(card),)),
    )
    return PlainPaper(
        f"关于{subject}“{row.name}”风险预警的函", f"致{row.department or '（主责部门）'}（草稿）", office, now, sections
    )


def write(desk: Desk, *, person: Person, warning_id: int, path: Path, replace: bool = False) -> Outcome[int]:
    """Writes the letter as a .docx; the result is the number of tickets it lists.

    Raises:
        NotAllowed: this person may not export.
        Refused: there is no such warning, or no file may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: it cannot be written; no half file remains.

    """
    require(person, Action.EXPORT)
    card = reads.card(desk, warning_id=warning_id)
    if card is None:
        raise Refused("没有这条预警")
    check_target(path, desk.folder, replace=replace)
    if path.suffix.lower() != ".docx":
        raise Refused("函稿只能写成 .docx", hint="请把文件名改成以 .docx 结尾")
    write_paper(path, letter_paper(card, office=_office(desk), now=desk.now()))
    note_export(desk, person=person, text=f"导出预警函稿 {card.row.name}")
    warning_acts.write_letter_line(desk, person=person, warning_id=warning_id, name=path.name)
    listed = min(len(card.tickets), _TICKETS)
    return Outcome(Change.JOURNAL | Change.WARNINGS, listed, f"预警函稿已写出，列工单 {listed} 件")


def _office(desk: Desk) -> str:
    with desk.register.reading() as stores:
        return with_defaults(stores.keep.settings())["paper_office"]


def _paragraph(text: str) -> Paragraph:
    return Paragraph((text,))


def _situation(card: Card) -> list[str]:
    row = card.row
    span = f"{_date(card, first=True)}至{_date(card, first=False)}"
    words = "、".join(f"{word}{count}件" for word, count in [*card.words.items()][:6])
    doubtful = sum(ticket.doubtful for ticket in card.tickets)
    rule = row.why.rule.partition("：")[2] or row.why.rule
    lines = [
        f"{span}，我台收到反映“{row.name}”的工单{len(card.tickets)}件，诉求人{row.callers}位，"
        f"达到{LEVEL_WORDS[row.level]}预警线（{rule}，现有{row.why.observed:g}）。"
    ]
    if words:
        lines.append(f"工单中写明的信号：{words}。")
    if card.sums[0]:
        lines.append(f"有{card.sums[0]}件写明金额，合计{card.sums[1]}元。")
    if card.promised:
        lines.append(f"工单中提到承诺日期：{'、'.join(card.promised)}。")
    if doubtful:
        lines.append(f"其中{doubtful}件为疑似同一商户，名称尚待核实。")
    return lines


def _facts(card: Card) -> list[str]:
    names = "、".join(dict.fromkeys(line.text + ("（疑似）" if line.doubtful else "") for line in card.names[:_NAMES]))
    facts = (
        ("名称", names),
        ("行业", card.trade),
        ("地址", "；".join(card.places[:5])),
        ("电话", "、".join(card.phones[:5])),
    )
    return [f"{word}：{value}。" for word, value in facts if value] or ["见相关工单。"]


def _tickets(card: Card) -> Table:
    lines = tuple(
        (
            place,
            ticket.number,
            f"{to_local(ticket.received_at):%m-%d}",
            ticket.title,
            "、".join(ticket.words) or "—",
            "在办" if ticket.is_open else "已办结",
        )
        for place, ticket in enumerate(card.tickets[:_TICKETS], start=1)
    )
    return Table(f"“{card.row.name}”相关工单", _HEAD, lines, (10, 34, 16, 56, 28, 16))


def _advice(card: Card) -> list[str]:
    closing = card.row.level.rank >= 2
    first = "建议贵单位尽快实地核查经营状况，约谈负责人，核实预收款余额，督促其公示退款方案。"
    second = "如已停业或负责人失联，建议会同市场监管、公安、属地街道做好登记和善后，并请将处置情况反馈我台。"
    return [first, second] if closing else [first, "请将核查情况反馈我台，我台继续关注后续工单。"]


def _date(card: Card, *, first: bool) -> str:
    at = card.row.first_at if first else card.row.last_at
    if at is None:
        return "近期"
    day = local_day(at)
    return f"{day.month}月{day.day}日"
