"""The forms of the roster: what a 值班表 says before it is taken in, a stand-in, a swap."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.base.errors import Refused
from app.desk.roster import acts as roster_acts
from app.desk.roster.rows import ReadRoster, ShiftRow
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label
from app.ui.roster.words import read_words, shift_title

_LEAST_WIDTH = 560


class TakeInForm(FormDialog):
    """Shows what a file says; taking it in is one key. With unreadable cells nothing can be taken in."""

    def __init__(self, shell: Shell, told: ReadRoster, *, path: Path | None, text: str = "") -> None:
        super().__init__(shell, "导入值班表", about=told.file, main="导入")
        self._path, self._text = path, text
        said = [label(read_words(told), "block", wrap=True, selectable=True)]
        if told.problems:
            said.append(label("请改好后再导入；现在的排班没有改动。", "error", wrap=True))
        for place, words in enumerate(said, 2):
            words.setMinimumWidth(shell.theme.px(_LEAST_WIDTH))  # so that its height is not that of a narrow column
            self._column.insertWidget(place, words)
        self.main.setEnabled(bool(told.days) and not told.problems)
        self.decide_by_enter()
        self.size_to(640)

    def submit(self) -> None:
        """Takes the table in."""
        self.send(roster_acts.take_in, path=self._path, text=self._text)


class StandInForm(FormDialog):
    """Asks who does not come, and who comes instead."""

    def __init__(self, shell: Shell, shift: ShiftRow) -> None:
        super().__init__(shell, "登记替班", about=shift_title(shift), draft_key=f"stand-in:{shift.id}", main="登记替班")
        self._shift = shift
        people = {one.name: f"{one.name}（{one.duty.word}）" for one in shift.people}
        self.add_choice("away", "谁不来", people, value=next(iter(people)))
        self.add_line("instead", "谁来替", hint="姓名")
        self.size_to(460)

    def take_keyboard(self) -> None:
        """Begins with the name where only one person is on the shift."""
        self.fields["instead" if len(self._shift.people) == 1 else "away"].setFocus()

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        self.send(
            roster_acts.put_stand_in,
            shift_id=self._shift.id,
            away=values["away"],
            instead=values["instead"],
            version=self._shift.version,
        )


class SwapForm(FormDialog):
    """Asks which two people exchange their shifts."""

    def __init__(self, shell: Shell, shift: ShiftRow, others: Sequence[ShiftRow]) -> None:
        super().__init__(shell, "登记换班", about=shift_title(shift), main="登记换班")
        self._shift = shift
        self.add_choice("name", "本班谁", {one.name: one.name for one in shift.people})
        choices = {f"{row.id}:{one.name}": f"{shift_title(row)} · {one.name}" for row in others for one in row.people}
        self.add_choice("other", "换哪个班的谁", {"": "", **choices})
        self.size_to(560)

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        other_id, _, other = values["other"].partition(":")
        if not other_id:
            self.show_refused(Refused("请选择和谁换", field="other"))
            return
        self.send(
            roster_acts.exchange,
            shift_id=self._shift.id,
            name=values["name"],
            other_id=int(other_id),
            other=other,
        )
