"""The page of the calendar: the holidays of each year, and a pasted or edited notice with its effect."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.law import calendar_years
from app.desk.law.calendar_years import YearRow
from app.desk.shared.context import Desk
from app.rules.law.calendar import BadCalendar
from app.rules.law.holiday_notice import HolidayNotice, holidays_of, notice_text, read_notice
from app.rules.shared.differences import text_differences
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.forms.fields import TextField
from app.ui.kit.labels import label, restyle
from app.ui.kit.versions.bar import VersionBar
from app.ui.law.calendar_versions import known_years, texts_of, texts_of_year
from app.ui.law.save_form import SaveYearForm
from app.ui.law.year_table import YearView

_SAMPLE = (
    "粘贴国务院办公厅关于 20XX 年部分节假日安排的通知，标题和正文一起：\n"
    "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。……"
)


class CalendarPage(Page):
    """Shows the newest year; the table previews a readable text before it is saved."""

    name = "calendar"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.years = QComboBox()
        self.bar = VersionBar(shell, "日历")
        self.table = YearView()
        self.text = TextField("", 12, _SAMPLE)
        self.missing = label("", "strong", wrap=True)
        self.made = label("", "second", wrap=True)
        self.verdict = label("", "second", wrap=True)
        self.error = label("", "error", wrap=True)
        self.notice: HolidayNotice | None = None
        self.tools = PageTools(self, main="calendar-save", role="")
        self._known: dict[int, list[YearRow]] = {}
        self._build()

    def refresh(self) -> None:
        """Reads the years and checks whether one is missing."""
        self.shell.gateway.read(_known, self._take, key="calendar-years")

    def back(self) -> bool:
        """Esc: clears the text."""
        if not self.text.toPlainText():
            return False
        self.text.clear()
        return True

    def paste(self) -> None:
        """Takes the notice from the clipboard."""
        self.text.setPlainText(QGuiApplication.clipboard().text().strip())
        self.text.setFocus()

    def edit(self) -> None:
        """Writes the shown version of the year into the text, in the words of a notice; saved, it is in force again."""
        shown = self.bar.current
        if shown is not None:
            self.text.setPlainText(notice_text(shown.whole))
            self.text.setFocus()

    def save(self) -> None:
        """Opens the form that lists the changed deadlines, once the text can be read."""
        if self.notice is None:
            return
        about = "；".join(self.notice.doubts) or "放假和补班天数与法定假日相符。"
        rows = self._known.get(self.notice.year, [])
        before = texts_of_year(rows[0].table) if rows else {}
        differences = text_differences(before, texts_of(self.notice.holidays))
        SaveYearForm(self.shell, self.notice.form(), about, differences, on_saved=self.text.clear).open_over(self)

    def _take(self, known: tuple[dict[int, list[YearRow]], str]) -> None:
        self._known, warning = known
        chosen = self.years.currentData()
        self.missing.setText(f"⚠ {warning}" if warning else "")
        self.missing.setVisible(bool(warning))
        self.years.blockSignals(True)
        self.years.clear()
        for year in self._known:
            self.years.addItem(f"{year} 年", year)
        self.years.setCurrentIndex(max(0, self.years.findData(chosen)))
        self.years.blockSignals(False)
        self._turn_year()

    def _turn_year(self) -> None:
        """Lists the versions of the chosen year."""
        self.bar.show_versions(known_years(self._known.get(self.years.currentData(), [])))

    def _typed(self) -> None:
        self.notice, words = None, ""
        text = self.text.toPlainText().strip()
        if text:
            try:
                self.notice = read_notice(text)
            except BadCalendar as error:
                words = str(error)
        self.error.setText(words)
        self.error.setVisible(bool(words))
        restyle(self.text, wrong=bool(words))
        self._show()

    def _show(self) -> None:
        """Shows the typed notice, else the chosen version of the year."""
        shown = self.bar.current
        self.verdict.setText("")
        restyle(self.verdict, tone="")
        if self.notice is not None:
            self.table.show_holidays(self.notice.holidays)
            self.made.setText(f"预览 {self.notice.year} 年，还没有保存。")
            good = f"✓ 已识别 {self.notice.year} 年放假通知，天数、星期核对无误。"
            self.verdict.setText("；".join(self.notice.doubts) or good)
            restyle(self.verdict, tone="amber" if self.notice.doubts else "green")
        elif shown is not None:
            self.table.show_holidays(holidays_of(shown.whole))
            days = f"放假 {len(shown.whole.holidays)} 天，补班 {len(shown.whole.workdays)} 天"
            self.made.setText(f"{shown.made}；{days}")
        self.verdict.setVisible(bool(self.verdict.text()))
        self.tools.weigh()

    def _build(self) -> None:
        self.years.setAccessibleName("年份")
        self.years.currentIndexChanged.connect(self._turn_year)
        self.bar.chosen.connect(self._show)
        self.bar.restored.connect(self.edit)
        restyle(self.missing, tone="red")
        self.missing.setContentsMargins(10, 8, 10, 8)
        self.verdict.setContentsMargins(10, 8, 10, 8)
        for widget in (self.missing, self.verdict, self.error):
            widget.hide()
        self.text.setAccessibleName("放假通知")
        self.text.textChanged.connect(self._typed)
        head = QHBoxLayout()
        head.addWidget(label("日历", "heading"))
        head.addWidget(self.years)
        head.addWidget(self.bar, 1)
        known = _panel([head, self.missing, self.made])
        known.layout().addWidget(self.table)
        bar = QWidget()
        flow = FlowLayout(bar, gap=8)
        for button in self.tools.buttons.values():
            flow.addWidget(button)
        typed = _panel([label("粘贴或修改通知", "heading"), self.text, self.error, self.verdict, bar])
        typed.setMinimumWidth(320)
        known.setMinimumWidth(420)
        beside(self, known, typed, (640, 480))


def _known(desk: Desk) -> tuple[dict[int, list[YearRow]], str]:
    return calendar_years.years(desk), calendar_years.warning(desk)


def _panel(parts: list[QWidget | QHBoxLayout]) -> QFrame:
    panel = QFrame()
    panel.setObjectName("panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(10)
    for part in parts:
        if isinstance(part, QHBoxLayout):
            column.addLayout(part)
        else:
            column.addWidget(part, 1 if isinstance(part, TextField) else 0)
    return panel
