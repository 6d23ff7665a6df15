"""The page of the format: headers and words that the office has taught, tried against a file, in versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.base.errors import Refused
from app.desk.intake import formats
from app.desk.intake.format_rows import lines_of, read_lines
from app.rules.intake.formats import Format, joined
from app.rules.shared.differences import Texts
from app.ui.intake.format_draft import FORMAT_COLUMNS, LISTS, Draft, key_of, known, texts_of
from app.ui.intake.format_row_form import FormatRowForm
from app.ui.intake.format_save_form import ExportFormatForm, SaveFormatForm
from app.ui.intake.format_trial import FormatTrial
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.versions.rows_editor import Rows, RowsEditor

if TYPE_CHECKING:
    from app.desk.intake.format_rows import FormatVersion
    from app.ui.frame.shell import Shell

_FILES = "导入格式 (*.toml);;所有文件 (*)"


class FormatPage(RowsEditor[FormatTrial]):
    """The headers and words of 导入格式."""

    name = "formats"
    title, thing, unit = "导入格式", "写法", "条"
    save_action, more_actions = "formats-save", ("formats-import", "formats-export")
    empty = (
        "还没有添加写法",
        "程序自带常见的栏目和答案。平台另有叫法时按 Insert 新增，或导入别的单位导出的格式文件。",
    )
    columns, lists = FORMAT_COLUMNS, LISTS

    def __init__(self, shell: Shell) -> None:
        trial = FormatTrial(shell)
        super().__init__(shell, trial, trial.show_rows)

    def refresh(self) -> None:
        """Reads the versions; edits that are not saved stay."""
        self.shell.gateway.read(formats.versions, self._take, key="formats")

    def key_of(self, row: Any) -> str:
        """The kind and the heading of a row."""
        return key_of(row)

    def texts_of(self, rows: Rows) -> Texts:
        """The rows by their key."""
        return texts_of(rows)

    def open_row(self, place: int | None) -> None:
        """Opens the form of a row."""
        FormatRowForm(self.shell, self.editing.draft, place, on_done=self.edited).open_over(self)

    def save_version(self) -> None:
        """Opens the form that shows the differences and saves them."""
        SaveFormatForm(self.shell, self.editing.draft, self.differences(), on_saved=self.start_anew).open_over(self)

    def export(self) -> None:
        """Opens the form that writes the format in force as a file."""
        ExportFormatForm(self.shell).open_form()

    def ask_file(self) -> None:
        """Lets the person choose a format file."""
        dialog = file_dialog(self, "选择导入格式文件", kinds=_FILES)
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Adds the rows of a format file to the draft; nothing is stored before saving."""
        if not self.refused():
            self.shell.gateway.read(formats.read_file, self._join_given, on_refused=self._say_refused, path=path)

    def _take_chosen(self, name: str) -> None:
        self.import_file(Path(name))

    def _join_given(self, given: Format) -> None:
        whole = joined(read_lines(self.editing.draft), given)
        rows: Draft = tuple(tuple(cells) for cells in lines_of(whole))
        if texts_of(rows) == texts_of(self.editing.draft):
            self.shell.say("文件里的写法这里都已有")
            return
        self.editing.record(rows, f"导入 {given.size} 个写法")
        self.shell.say("已加入列表，还没有保存：看过改动再保存")

    def _say_refused(self, refused: Refused) -> None:
        self.shell.say(str(refused), "amber")

    def _take(self, versions: list[FormatVersion]) -> None:
        self.editing.take([known(version) for version in versions])
