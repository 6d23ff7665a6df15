"""The line under a ticket that says how many tickets its merchant had in 30 days, and opens them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.desk.merchant import reads as merchant_reads
from app.desk.merchant.rows import TicketMerchant
from app.desk.ticket.rows import TicketDetail
from app.ui.frame.shell import Shell
from app.ui.kit.labels import button_text
from app.ui.kit.tooltips import set_tip
from app.ui.merchant.words import line_words


class MerchantLine(QPushButton):
    """Hidden until the ticket's merchant is read, and where it names none."""

    def __init__(self, shell: Shell, ticket_id: int) -> None:
        super().__init__()
        spec = shell.commands.spec("merchant-tickets")
        self._key = spec.keys[0]
        self.setProperty("link", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_tip(self, spec.hint)
        self.clicked.connect(shell.commands.action("merchant-tickets").trigger)
        self.hide()
        shell.gateway.read(merchant_reads.of_ticket, self._show, key=("merchant-line", id(self)), ticket_id=ticket_id)

    def _show(self, found: TicketMerchant | None) -> None:
        if found is not None:
            words = line_words(found)
            self.setText(button_text(f"{words}　{self._key}"))
            self.setAccessibleName(words)
            self.show()


def merchant_line_of(shell: Shell, detail: TicketDetail) -> MerchantLine:
    """The line for a ticket."""
    return MerchantLine(shell, detail.row.id)
