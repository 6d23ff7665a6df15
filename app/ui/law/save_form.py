"""The forms that save rules or a calendar, after listing how deadlines of open tickets move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.base.errors import Refused
from app.desk.law import calendar_years
from app.desk.law import versions as law_versions
from app.desk.law.moves import Move, late_at_once
from app.rules.law.clocks import CLOCK_WORDS
from app.rules.shared.differences import TextDifference
from app.rules.shared.time_left import clock_time
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label
from app.ui.kit.versions.save_form import SaveVersionForm

SHOWN = 500
NEW_ONLY, OPEN_TOO = "new", "open"
_HEADINGS = ("工单编号", "时限", "现在", "改后")


class MovesTable(QTableWidget):
    """A table of number, clock, from and to; at most 500 lines, while the count covers all."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(0, len(_HEADINGS))
        self._shell = shell
        self.setHorizontalHeaderLabels(_HEADINGS)
        self.setAccessibleName("会变动的时限")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(180)

    def show_moves(self, moves: Sequence[Move], *, late: int = 0) -> None:
        """Lists the moved deadlines; the first `late` ones in red."""
        self.setRowCount(min(len(moves), SHOWN))
        for row, move in enumerate(moves[:SHOWN]):
            was = clock_time(move.was) if move.was is not None else "未定"
            becomes = clock_time(move.becomes) if move.becomes is not None else "无法计算"
            for column, words in enumerate((move.number, CLOCK_WORDS[move.clock], was, becomes)):
                item = QTableWidgetItem(f"⚠ {words}" if row < late and column == len(_HEADINGS) - 1 else words)
                if row < late:
                    item.setForeground(QColor(self._shell.theme.tokens.red))
                self.setItem(row, column, item)


class _SaveForm(SaveVersionForm):
    """The moved deadlines, what becomes late at once on top, and the note; saving is one step."""

    def __init__(self, shell: Shell, title: str, about: str) -> None:
        super().__init__(shell, title, about, main="保存并生效")
        self.count = label("正在核对在办工单…", "strong", wrap=True)
        self.table = MovesTable(shell)

    def finish_layout(self) -> None:
        """Puts the list under the fields and above the differences."""
        self._column.addWidget(self.count)
        self._column.addWidget(self.table, 100)
        super().finish_layout()

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Shows how many tickets move and lists them, first those that become late at once."""
        late = late_at_once(moves, self.shell.now())
        tickets = len({move.ticket_id for move in moves})
        more = f"，先列 {SHOWN} 条" if len(moves) > SHOWN else ""
        text = f"{tickets:,} 件在办工单的时限会变动（{len(moves):,} 条{more}）" if moves else "没有在办工单的时限会变动"
        self.count.setText(text)
        self.table.show_moves([*late, *(move for move in moves if move not in set(late))], late=len(late))
        self.table.setVisible(bool(moves))
        self.show_alarm(late_words(late))

    def _failed(self, refused: Refused) -> None:
        self.count.setText("无法核对在办工单")
        self.show_refused(refused)


class SaveRulesForm(_SaveForm):
    """Saves rules for tickets dispatched from now on, or for the open ones too."""

    def __init__(
        self,
        shell: Shell,
        form: Mapping[str, Any],
        differences: Sequence[TextDifference],
        *,
        on_saved: Callable[[], None],
    ) -> None:
        super().__init__(shell, "保存时限规则", "从所写的时间起派的工单按新规则计；保存后不能修改，只能再加新版本。")
        self._form = dict(form)
        self._on_saved = on_saved
        self.add_when()
        choices = {NEW_ONLY: "仅用于保存后新派工单", OPEN_TOO: "在办工单同时适用"}
        self.scope = self.add_choice("scope", "用于", choices)
        self.scope.currentIndexChanged.connect(self.ask)
        for name in ("effective_from", "effective_time"):
            self.fields[name].textChanged.connect(self.ask)  # type: ignore[union-attr]
        self.show_differences(differences)
        self.finish_layout()
        self.ask()

    def ask(self) -> None:
        """Reads the deadlines that the choice would move."""
        since = self.since()
        if since is None:
            return
        self.main.setEnabled(True)
        self.shell.gateway.read(
            law_versions.moved_by,
            self.show_moves,
            key="rule-moves",
            on_refused=self._failed,
            form={**self._form, **since},
            open_too=self.scope.currentData() == OPEN_TOO,
        )

    def submit(self) -> None:
        """Saves the version."""
        since = self.since()
        if since is None:
            return
        self.send(
            law_versions.save,
            lambda _outcome: self._on_saved(),
            form={**self._form, **since},
            open_too=self.scope.currentData() == OPEN_TOO,
            note=self.values()["note"],
        )


class SaveYearForm(_SaveForm):
    """Saves the table of one year."""

    def __init__(
        self,
        shell: Shell,
        form: Mapping[str, Any],
        about: str,
        differences: Sequence[TextDifference],
        *,
        on_saved: Callable[[], None],
    ) -> None:
        super().__init__(shell, f"保存 {form['year']} 年日历", about)
        self._form = dict(form)
        self._on_saved = on_saved
        self.add_note()
        self.show_differences(differences)
        self.finish_layout()
        shell.gateway.read(
            calendar_years.moved_by, self.show_moves, key="year-moves", on_refused=self._failed, form=self._form
        )

    def submit(self) -> None:
        """Saves the year."""
        note = self.values()["note"]
        self.send(calendar_years.save, lambda _outcome: self._on_saved(), form=self._form, note=note)


def late_words(late: Sequence[Move]) -> str:
    """How many open tickets are late as soon as this is saved, by clock; empty when none is."""
    if not late:
        return ""
    clocks = Counter(CLOCK_WORDS[move.clock] for move in late)
    which = "、".join(f"{word} {count:,} 条" for word, count in clocks.items())
    return f"{len({move.ticket_id for move in late}):,} 件在办工单保存后马上超时（{which}），会立即报警"
