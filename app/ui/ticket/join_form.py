"""The form that joins the chosen ticket with another one, named by its number."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.ticket import joining, twins
from app.desk.ticket.rows import TicketDetail
from app.desk.ticket.twins import Named
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label
from app.ui.ticket.forms import about


class JoinForm(FormDialog):
    """Shows the other ticket before both become one."""

    def __init__(self, shell: Shell, detail: TicketDetail, number: str = "") -> None:
        words = f"{about(detail)}\n与下面这件并成一件：平台编号的那件留下，两件的联系、答复、承诺、提醒合在一起。"
        super().__init__(shell, "认号并成一件", about=words, main="并成一件")
        self._ticket_id = detail.row.id
        self._other: int | None = None
        field = self.add_line("number", "另一件的编号", text=number, hint="例如 热线-261123-004417")
        self.found = label("", "block", wrap=True, selectable=True)
        self.form.addRow(self.found)
        field.textChanged.connect(self._look)
        self.size_to(540, 260)
        self._look(number)

    def submit(self) -> None:
        """Joins both."""
        if self._other is None:
            self.show_refused(Refused("登记库里没有这个编号的工单", field="number"))
        else:
            self.send(joining.join, ticket_id=self._ticket_id, other_id=self._other, why="按编号认定")

    def _look(self, text: str) -> None:
        self._other = None
        self.found.setText("")
        if text.strip():
            self.shell.gateway.read(twins.named, self._take, key="join-form", number=text.strip())

    def _take(self, named: Named | None) -> None:
        if named is None:
            self.found.setText("登记库里没有这个编号")
            return
        self._other = named.ticket_id
        self.found.setText(named.words)
