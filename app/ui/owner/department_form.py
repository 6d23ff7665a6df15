"""The form of one department: its words stand in several lines, and a fault is shown at its field."""

from __future__ import annotations

from collections.abc import Callable

from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.owner.rows import HEADINGS, read_lines
from app.rules.owner.table import BadOwners
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.owner.draft import BASIS, MATTER, NAME, OUTSIDE, WORDS, Cells, Draft, one_line, with_row

_OUTSIDE = {"": "否：在主责目录内", "是": "是：目录外的部门"}
_ABOUT = "只改列表，还没有保存；保存前再看一遍改动。"
_HINT = "一行一个或用顿号隔开；可写分量，如 健身房=5；长词优先于短词"


class DepartmentForm(FormDialog):
    """Adds a department to the rows, or changes the one at `place`; `on_done` takes the new rows and the row's name."""

    def __init__(self, shell: Shell, draft: Draft, place: int | None, *, on_done: Callable[[Draft, str], None]) -> None:
        cells = draft[place] if place is not None else ("",) * len(HEADINGS)
        title = f"修改 {cells[NAME]}" if place is not None else "新增部门"
        super().__init__(shell, title, about=_ABOUT, draft_key=f"owner:{cells[NAME]}")
        self._draft, self._place, self._on_done = draft, place, on_done
        self.add_line("name", HEADINGS[NAME], text=cells[NAME], hint="例如：区体育局")
        self.add_text("matter", HEADINGS[MATTER], lines=2, text=cells[MATTER])
        self.add_text("words", HEADINGS[WORDS], lines=8, text=cells[WORDS], hint=_HINT)
        self.add_text("basis", HEADINGS[BASIS], lines=2, text=cells[BASIS], hint="可不填：三定方案、派单目录的条款")
        self.add_choice("outside", "目录外", _OUTSIDE, value=cells[OUTSIDE])
        self.size_to(640)

    def submit(self) -> None:
        """Gives the new rows on, or shows the fault at its field."""
        self.clear_errors()
        values = self.values()
        texts = {name: " ".join(str(text).split()) for name, text in values.items()}
        cells: Cells = (texts["name"], texts["matter"], one_line(values["words"]), texts["basis"], texts["outside"])
        rows = with_row(self._draft, cells, place=self._place)
        try:
            read_lines(rows, local_day(self.shell.now()))
        except BadOwners as error:
            self.show_refused(Refused(error.message.partition("：")[2], field=error.field))
            return
        self.finish()
        self._on_done(rows, cells[NAME])
