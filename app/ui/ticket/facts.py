"""The facts of a ticket as lines of word and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.desk.ticket.rows import TicketDetail
from app.rules.ticket.field_kinds import Fact, Kind, TicketField
from app.rules.ticket.fields import FIELD_WORDS, fields_of
from app.rules.ticket.platform_times import desk_time
from app.rules.ticket.states import SIGNED_FOR
from app.ui.frame.shell import Shell
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import LONGEST, chip, label, restyle
from app.ui.kit.long_text import LongText
from app.ui.kit.tooltips import set_tip
from app.ui.kit.words import full

Line = tuple[str, str | QWidget]


def fact_lines(detail: TicketDetail) -> list[tuple[str, str]]:
    """The plain lines, in their order; empty ones are left out."""
    lines = [(fact.word, _FACTS[fact](detail) if fact in _FACTS else _fact(detail, fact)) for fact in Fact]
    return [(word, value) for word, value in lines if value]


def facts(shell: Shell, detail: TicketDetail) -> QWidget:
    """The caller with a link to the number, the dispatch time with a link to correct it, then the plain lines."""
    lines: list[Line] = [("来电人", _caller(shell, detail)), ("派单时间", _dispatched(shell, detail))]
    return grid([*_matched(shell, detail), *lines, *fact_lines(detail)])


def _matched(shell: Shell, detail: TicketDetail) -> list[Line]:
    """The ticket that is proposed as the same one, and those that were joined into this one, each with its links."""
    lines: list[Line] = []
    if detail.twin is not None:
        words = f"可能就是 {detail.twin.other_number(detail.row.id)}（{detail.twin.reasons}）"
        lines.append(("认号", _linked(shell, words, "join-tickets", "part-tickets")))
    if detail.joined:
        lines.append(("已并入", _linked(shell, "、".join(detail.joined), "part-tickets")))
    return lines


def event_block(detail: TicketDetail) -> QWidget | None:
    """The mass event that the ticket is in, with the wording that all its tickets share; None when it is in none."""
    note = detail.event
    if note is None:
        return None
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(f"群体事件 {note.event_id} · {note.title}", "heading", wrap=True))
    if not note.wording:
        column.addWidget(label("还没有统一口径", "second"))
        return box
    at = f"　{full(note.wording_at)} {note.wording_by}" if note.wording_at is not None else ""
    column.addWidget(label(f"统一口径{at}", "second", wrap=True))
    words = label(note.wording, "block", wrap=True, selectable=True)
    restyle(words, tone="amber")
    column.addWidget(words)
    return box


def _linked(shell: Shell, words: str, *names: str) -> QWidget:
    box, links = QWidget(), QWidget()
    row = FlowLayout(links, gap=12)
    for name in names:
        row.addWidget(link(shell, name))
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(words, wrap=True, selectable=True))
    column.addWidget(links)
    return box


def origin(detail: TicketDetail) -> QWidget | None:
    """The row of the file, its columns without a field here, and the original values of others; None when none."""
    row = detail.ticket.import_row
    lines = [
        *([("导入", f"{detail.import_file} 第 {row} 行")] if detail.import_file and row else []),
        *_filled(detail.ticket.extra),
        *((f"{word}原文", value) for word, value in _filled(_named(detail.ticket.raw))),
    ]
    return grid(lines) if lines else None


def platform(detail: TicketDetail) -> QWidget | None:
    """The answers of the city's platform, the first ones above the last where they differ; None when there are none."""
    last, first = detail.platform_answers, detail.platform_first_answers
    both = [(f"首次{_question(word)}", value) for word, value in first.items() if last.get(word) != value]
    lines = [*both, *((f"{'最终' if both else ''}{_question(word)}", value) for word, value in last.items())]
    return grid(lines) if lines else None


def _question(word: str) -> str:
    return word.removeprefix("平台·")


def grid(lines: Iterable[Line]) -> QWidget:
    """A grid with word left and value right; values wrap and can be selected."""
    box = QWidget()
    table = QGridLayout(box)
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(12)
    table.setVerticalSpacing(5)
    table.setColumnStretch(1, 1)
    for place, (word, value) in enumerate(lines):
        name = label(word, "second")
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        table.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        content = label(value, wrap=True, selectable=True) if isinstance(value, str) else value
        table.addWidget(content, place, 1)
    return box


def text_block(text: str) -> QWidget:
    """A long text on a soft ground, selectable by mouse and keyboard; a very long one scrolls in a field of its own."""
    if len(text) > LONGEST:
        return LongText(text)
    frame = QFrame()
    body = label(text, "block", wrap=True, selectable=True)
    body.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    body.setAccessibleName(text)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(body)
    return frame


def link(shell: Shell, name: str, words: str = "") -> QPushButton:
    """A button that looks like a link and runs an action of the table."""
    spec = shell.commands.spec(name)
    button = QPushButton(words or f"{spec.text} {spec.keys[0]}")
    button.setProperty("link", True)
    set_tip(button, spec.hint)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(shell.commands.action(name).trigger)
    return button


def _caller(shell: Shell, detail: TicketDetail) -> QWidget:
    box = QWidget()
    row = FlowLayout(box, gap=8)
    ticket = detail.ticket
    texts = (ticket.caller or "未留姓名", *(detail.phones or ((ticket.phone_raw,) if ticket.phone_raw else ())))
    for words in texts:
        row.addWidget(label(words, selectable=True))
    if not texts[1:]:
        row.addWidget(label("未留号码", "second"))
    elif detail.revealed:
        row.addWidget(label("已显示，已留痕", "second"))
    else:
        row.addWidget(link(shell, "reveal"))
    return box


def _dispatched(shell: Shell, detail: TicketDetail) -> QWidget:
    box = QWidget()
    row = FlowLayout(box, gap=8)
    row.addWidget(label(full(detail.row.dispatched_at), selectable=True))
    if detail.row.dispatched_estimated:
        row.addWidget(chip("估算", "amber"))
        row.addWidget(link(shell, "correct-dispatch", "更正 Ctrl+T"))
        if detail.ticket.dispatched_basis:
            row.addWidget(label(f"依据{detail.ticket.dispatched_basis}", "second"))
    return box


def _fact(detail: TicketDetail, fact: Fact) -> str:
    """The value of a line of facts: its fields one after another."""
    values = [(one, getattr(detail.ticket, one.name)) for one in fields_of(fact)]
    counts = [f"{one.word} {'—' if value is None else value}" for one, value in values if one.kind is Kind.COUNT]
    known = any(value is not None for one, value in values if one.kind is Kind.COUNT)
    return _join(*(_value(one, value) for one, value in values), " / ".join(counts) if known else "")


def _value(one: TicketField, value: object) -> str:
    """The value of a field in a line of facts: a flag gives its word; a count or a default value gives none."""
    if not value or value == one.first or one.kind is Kind.COUNT:
        return ""
    if one.kind is Kind.FLAG:
        return one.flag_word
    return full(value) if isinstance(value, datetime) else one.words.get(str(value), str(value))


def _signed(detail: TicketDetail) -> str:
    ticket = detail.ticket
    if ticket.signed_at is None:
        elsewhere = ticket.status in SIGNED_FOR and not ticket.backlog
        return "已在平台签收，时间未知（不计按时也不计超时）" if elsewhere else ""
    late = "按时"
    if ticket.sign_late:
        late = f"超时：{ticket.sign_late_reason}" if ticket.sign_late_reason else "超时"
    return _join(full(ticket.signed_at), ticket.sign_source, ticket.signed_by, late, *_ours(detail, "signed_at"))


def _ours(detail: TicketDetail, name: str) -> tuple[str, ...]:
    """The desk's own time beside one that the platform told, with the difference."""
    decides, own = detail.ticket.value(name), desk_time(detail.ticket, name)
    if not isinstance(decides, datetime) or own is None or own == decides:
        return ()
    later = "晚" if own > decides else "早"
    return (f"本台 {full(own)}，{later} {_difference(abs(own - decides))}",)


def _difference(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds} 秒"
    minutes = seconds // 60
    return f"{minutes} 分" if minutes < 60 else f"{minutes // 60} 小时 {minutes % 60} 分"


def _contacted(detail: TicketDetail) -> str:
    ticket = detail.ticket
    known = (("首次联系", ticket.first_contact_at), ("反馈", ticket.feedback_at))
    told = [f"{word} {full(at)}" for word, at in known if at is not None]
    return _join(*told, *_ours(detail, "first_contact_at"))


def _closed(detail: TicketDetail) -> str:
    at = detail.ticket.closed_at
    return "" if at is None else _join(full(at), *_ours(detail, "closed_at"))


def _named(raw: Mapping[str, str]) -> dict[str, str]:
    return {FIELD_WORDS.get(field, field): value for field, value in raw.items()}


def _filled(values: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(word, value) for word, value in values.items() if value]


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


_FACTS: Mapping[Fact, Callable[[TicketDetail], str]] = {
    Fact.CATEGORY: lambda detail: detail.category,
    Fact.SIGNED: _signed,
    Fact.TIMES: _contacted,
    Fact.CLOSED: _closed,
}
