"""The form that signs for tickets by their numbers, one a line, typed or pasted."""

from __future__ import annotations

from collections.abc import Callable

from app.base.errors import Refused
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


def find_all(desk: Desk, *, numbers: tuple[str, ...]) -> tuple[int, ...]:
    """The ids of these numbers.

    Raises:
        Refused: a number is unknown or stands in several sources.

    """
    return tuple(ticket_reads.find(desk, number=number) for number in numbers)


class SignNumbersForm(FormDialog):
    """Looks the numbers up and passes their ids on; an unknown number is shown at the field."""

    def __init__(self, shell: Shell, sign: Callable[[tuple[int, ...]], None]) -> None:
        super().__init__(shell, "按编号签收", about="每行一个编号，也可用空格或逗号分开。", main="签收")
        self._sign = sign
        self.add_text("number", "工单编号", lines=4, hint="热线-261123-004417")
        self.size_to(480)

    def submit(self) -> None:
        """Looks the numbers up, then signs."""
        typed = self.values()["number"].replace("，", " ").replace(",", " ").replace("、", " ").split()
        numbers = tuple(dict.fromkeys(typed))
        if not numbers:
            self.show_refused(Refused("请输入编号", field="number"))
            return
        self.clear_errors()
        self.shell.gateway.read(find_all, self._found, on_refused=self.show_refused, numbers=numbers)

    def _found(self, ids: tuple[int, ...]) -> None:
        self.finish()
        self._sign(ids)
