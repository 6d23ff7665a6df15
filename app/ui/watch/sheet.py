"""The paper sheet for the time of an outage: a form to write tickets down by hand, printed on A4 across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPen

from app.ui.frame.shell import Shell
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.printing.target import PageTarget
from app.ui.look.theme import available_families

# Headings with their share of the width.
SHEET_COLUMNS = (
    ("序号", 4),
    ("编号（没有的先空着）", 15),
    ("紧急程度", 7),
    ("派单时间", 9),
    ("标题与主要内容", 25),
    ("诉求人电话", 12),
    ("承办单位", 10),
    ("来电人 / 接听人", 10),
    ("签收时间", 8),
)
_ROWS = 14
_TITLE = "平台故障期间工单登记表"
_FOOT = (
    "恢复后：照本表在平台和值守台补录、补签收，再对账一次；本表随当日日志留存。"
    "    值班员：____________    班组长：____________"
)


@dataclass(frozen=True, slots=True)
class OutageSheet:
    """The empty form; one page."""

    title: str = _TITLE

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """The form lies across."""
        return QPageLayout.Orientation.Landscape

    def steps(self, target: PageTarget) -> Iterator[int]:
        """Paints the page."""
        painter = target.begin()
        point = target.resolution / 72
        area = QRectF(0, 0, target.area.width(), target.area.height())
        painter.setFont(_font(16, bold=True))
        painter.drawText(QRectF(0, 0, area.width(), 28 * point), int(Qt.AlignmentFlag.AlignCenter), self.title)
        painter.setFont(_font(10))
        head = "平台故障：____月____日 ____:____ 起，____:____ 恢复    告知区中心：____________（____:____）"
        line = QRectF(0, 28 * point, area.width(), 22 * point)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), head)
        top, bottom = 54 * point, area.height() - 26 * point
        high = (bottom - top) / (_ROWS + 1)
        painter.setPen(QPen(Qt.GlobalColor.black, 0.7 * point))
        whole = sum(share for _, share in SHEET_COLUMNS)
        left = 0.0
        for heading, share in SHEET_COLUMNS:
            width = area.width() * share / whole
            for row in range(_ROWS + 1):
                box = QRectF(left, top + row * high, width, high)
                painter.drawRect(box)
                text = heading if row == 0 else str(row) if left == 0.0 else ""
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            left += width
        foot = QRectF(0, bottom, area.width(), 26 * point)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), _FOOT)
        yield 1
        target.end()


def print_sheet(shell: Shell) -> PrintPreview:
    """Opens the preview of the sheet."""
    preview = PrintPreview(shell, OutageSheet())
    preview.open_form()
    return preview


def _font(points: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(available_families())
    font.setPointSize(points)
    font.setBold(bold)
    return font
