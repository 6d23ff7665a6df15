"""The page of owners: the departments as a list, a form for each, a trial text, and every version of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.desk.owner import reads
from app.rules.shared.differences import Texts
from app.ui.kit.versions.rows_editor import Rows, RowsEditor
from app.ui.owner.department_form import DepartmentForm
from app.ui.owner.draft import DEPARTMENT_COLUMNS, LISTS, NAME, known, texts_of
from app.ui.owner.save_form import SaveOwnersForm
from app.ui.owner.trial import OwnerTrial

if TYPE_CHECKING:
    from app.desk.owner.rows import OwnerVersion
    from app.ui.frame.shell import Shell


class OwnersPage(RowsEditor[OwnerTrial]):
    """The departments of 主责目录."""

    name = "owners"
    title, thing, unit = "主责目录", "部门", "个部门"
    save_action = "owners-save"
    empty = ("主责目录里没有部门", "按 Insert 新增，或恢复以前的版本。")
    columns, lists = DEPARTMENT_COLUMNS, LISTS

    def __init__(self, shell: Shell) -> None:
        trial = OwnerTrial(shell)
        super().__init__(shell, trial, trial.show_rows)

    def refresh(self) -> None:
        """Reads the versions; edits that are not saved stay."""
        self.shell.gateway.read(reads.versions, self._take, key="owners")

    def key_of(self, row: Any) -> str:
        """The department's name."""
        return str(row[NAME])

    def texts_of(self, rows: Rows) -> Texts:
        """The departments by name."""
        return texts_of(rows)

    def open_row(self, place: int | None) -> None:
        """Opens the form of a department."""
        DepartmentForm(self.shell, self.editing.draft, place, on_done=self.edited).open_over(self)

    def why_not_save(self) -> str:
        """The reason why the departments cannot be saved."""
        if not self.editing.shows_old and not self.editing.draft:
            return "主责目录不能是空的"
        return super().why_not_save()

    def save_version(self) -> None:
        """Opens the form that shows the differences and saves them."""
        form = SaveOwnersForm(self.shell, self.editing.draft, self.differences(), on_saved=self.start_anew)
        form.open_over(self)

    def _take(self, versions: list[OwnerVersion]) -> None:
        self.editing.take([known(version, self.shell.now()) for version in versions])
