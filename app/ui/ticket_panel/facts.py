"""The facts of a ticket as lines of word and value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.desk.rows import TicketDetail
from app.desk.words import FIELD_WORDS
from app.rules.states import TIME_CLASS_WORDS, TimeClass
from app.ui.flow_layout import FlowLayout
from app.ui.labels import chip, label
from app.ui.shell import Shell
from app.ui.words import full

Line = tuple[str, str | QWidget]


def fact_lines(detail: TicketDetail) -> list[tuple[str, str]]:
    """The plain lines, in their order; empty ones are left out."""
    row = detail.row
    lines = [
        ("分类", detail.category.replace("->", " › ")),
        ("商户", row.merchant),
        ("地点", _join(row.street, detail.community, detail.place)),
        ("承办", _join(row.unit, detail.office)),
        ("来源", _join(detail.source, detail.type, detail.nature, _counts(detail))),
        ("签收", _signed(detail)),
        ("来电地址", detail.caller_address),
        ("办理类别", "" if detail.time_class is TimeClass.DEFAULT else TIME_CLASS_WORDS[detail.time_class]),
        ("标签", detail.tags),
        ("另一编号", detail.other_number),
        ("平台状态", detail.platform_status),
        ("办结", full(row.closed_at) if row.closed_at else ""),
        ("标记", _flags(detail)),
        ("导入", f"{detail.import_file} 第 {detail.import_row} 行" if detail.import_file and detail.import_row else ""),
    ]
    return [(word, value) for word, value in lines if value]


def facts(shell: Shell, detail: TicketDetail) -> QWidget:
    """Caller with the way to the number, dispatch time with the way to correct it, then the plain lines."""
    lines: list[Line] = [("来电人", _caller(shell, detail)), ("派单时间", _dispatched(shell, detail))]
    return grid([*lines, *fact_lines(detail)])


def other_columns(detail: TicketDetail) -> QWidget | None:
    """Columns of the file that the desk has no field for, and values as the file wrote them; None when none."""
    lines = [*_said(detail.extra), *((f"{word}原文", value) for word, value in _said(_named(detail.raw)))]
    return grid(lines) if lines else None


def platform(detail: TicketDetail) -> QWidget | None:
    """What the city's platform answered; None when nothing."""
    lines = list(_said(detail.platform_answers))
    return grid([(word.removeprefix("平台·"), value) for word, value in lines]) if lines else None


def grid(lines: Iterable[Line]) -> QWidget:
    """Word left, value right; values wrap and can be selected."""
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


def text_block(text: str) -> QFrame:
    """A long text on a quiet ground, selectable by mouse and keyboard."""
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
    button.setToolTip(spec.hint)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(shell.commands.action(name).trigger)
    return button


def _caller(shell: Shell, detail: TicketDetail) -> QWidget:
    box = QWidget()
    row = FlowLayout(box, gap=8)
    told = (detail.caller or "未留姓名", *(detail.phones or ((detail.phone_raw,) if detail.phone_raw else ())))
    for words in told:
        row.addWidget(label(words, selectable=True))
    if not told[1:]:
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
        if detail.dispatched_basis:
            row.addWidget(label(f"依据{detail.dispatched_basis}", "second"))
    return box


def _signed(detail: TicketDetail) -> str:
    if detail.row.signed_at is None:
        return ""
    late = f"超时：{detail.sign_late_reason}" if detail.sign_late else "按时"
    return _join(full(detail.row.signed_at), detail.signed_by, late)


def _counts(detail: TicketDetail) -> str:
    if detail.month_count is None and detail.year_count is None:
        return ""
    month = "—" if detail.month_count is None else detail.month_count
    year = "—" if detail.year_count is None else detail.year_count
    return f"月次 {month} / 年次 {year}"


def _flags(detail: TicketDetail) -> str:
    return _join(
        "补录历史" if detail.row.backlog else "",
        "已剔除" if detail.excluded else "",
        "挂账" if detail.parked else "",
        "不计入诉求总量" if detail.off_volume else "",
    )


def _named(raw: Mapping[str, str]) -> dict[str, str]:
    return {FIELD_WORDS.get(field, field): value for field, value in raw.items()}


def _said(values: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(word, value) for word, value in values.items() if value]


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
