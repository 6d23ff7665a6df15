"""The form of one row of the format: what it is about, what its words mean, and how files write it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox

from app.base.errors import Refused
from app.desk.intake.format_rows import HEADINGS, meanings_of, read_lines, uses
from app.rules.intake.formats import BadFormat
from app.rules.shared.differences import BETWEEN
from app.ui.frame.shell import Shell
from app.ui.intake.format_draft import MEANING, USE, WORDS, Cells, Draft, key_of, one_line, with_row
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog

_ABOUT = "只改列表，还没有保存；保存前再看一遍改动。"
_HINT = "一行一个：照文件里的原样写，空格、括号和星号不计"


class FormatRowForm(FormDialog):
    """Adds a row, or changes the one at `place`; `on_done` takes the new rows and the row's name."""

    def __init__(self, shell: Shell, draft: Draft, place: int | None, *, on_done: Callable[[Draft, str], None]) -> None:
        cells = draft[place] if place is not None else (uses()[0], "", "")
        title = f"修改 {key_of(cells)}" if place is not None else "新增写法"
        super().__init__(shell, title, about=_ABOUT, draft_key=f"format:{key_of(cells) if place is not None else ''}")
        self._draft, self._place, self._on_done = draft, place, on_done
        self.use = self.add_choice("use", HEADINGS[USE], {word: word for word in uses()}, value=cells[USE])
        self.meaning: QComboBox = self.add_choice("meaning", HEADINGS[MEANING], {})
        self.add_text("words", HEADINGS[WORDS], lines=8, text=cells[WORDS].replace(BETWEEN, "\n"), hint=_HINT)
        self.use.currentIndexChanged.connect(self._offer_meanings)
        self._offer_meanings()
        write_field(self.meaning, cells[MEANING])
        self.size_to(560)

    def submit(self) -> None:
        """Gives the new rows on, or shows the fault at its field."""
        self.clear_errors()
        values = self.values()
        cells: Cells = (str(values["use"]), str(values["meaning"]), one_line(str(values["words"])))
        rows = with_row(self._draft, cells, place=self._place)
        try:
            read_lines(rows)
        except BadFormat as error:
            self.show_refused(Refused(error.message, field=error.field or "words"))
            return
        self.finish()
        self._on_done(rows, key_of(cells))

    def _offer_meanings(self) -> None:
        chosen = self.meaning.currentData()
        self.meaning.clear()
        for word in meanings_of(str(self.use.currentData())):
            self.meaning.addItem(word, word)
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(chosen)))
