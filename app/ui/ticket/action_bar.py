"""The bar of actions that the ticket's state allows: the main one filled, the others beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from app.rules.ticket.states import TicketStatus
from app.ui.actions.targets import OfTicket
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.look.icons import icon

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail

# The first is the main action of the state; the others stand beside it, everything else in the menu.
_BY_STATUS = {
    TicketStatus.TO_SIGN: ("sign", "contact", "dispatch", "return", "note"),
    TicketStatus.HANDLING: ("reply", "contact", "dispatch", "return", "note", "close"),
    TicketStatus.TO_REVIEW: ("pass-reply", "send-back", "reply", "note"),
    TicketStatus.TO_CALL_BACK: ("call-back", "rework", "note"),
    TicketStatus.RETURNING: ("return", "contact", "reply", "note"),
    TicketStatus.RETURNED: ("reopen", "note"),
    TicketStatus.CLOSED: ("reopen", "note", "call-back"),
}
_QUIET = frozenset({TicketStatus.RETURNED, TicketStatus.CLOSED, TicketStatus.RETURNING})


def actions_for(shell: Shell, detail: TicketDetail) -> tuple[tuple[str, ...], bool]:
    """The actions of the bar in their order, and whether the first is filled."""
    status = detail.row.status
    names = _BY_STATUS[status]
    if status is TicketStatus.HANDLING and not detail.attempts:
        names = ("contact", *(name for name in names if name != "contact"))
    if detail.row.backlog:
        names = ("take-into-work", *names)
    return tuple(name for name in names if is_allowed(shell, name, detail)), status not in _QUIET


def is_allowed(shell: Shell, name: str, detail: TicketDetail) -> bool:
    """Whether the ticket allows the action; one that is not allowed is hidden, and its key shows the reason."""
    entry = shell.commands.spec(name)
    return isinstance(entry, OfTicket) and not entry.why_not(detail)


class ActionBar(QFrame):
    """Buttons of the ticket's actions, in as many rows as they need; `menu` is the last opened menu of the others."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row = FlowLayout(self)
        self.buttons: dict[str, QPushButton] = {}
        self.menu: QMenu | None = None

    def show_for(self, detail: TicketDetail) -> None:
        """Builds the buttons for this ticket's state."""
        self._clear()
        names, filled = actions_for(self._shell, detail)
        for place, name in enumerate(names):
            self._row.addWidget(self._button(name, primary=filled and place == 0))
        self._row.addWidget(self._more(frozenset(names), detail))
        self.updateGeometry()

    def _clear(self) -> None:
        self.buttons = {}
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            widget.setParent(None)
            widget.deleteLater()

    def _button(self, name: str, *, primary: bool) -> QPushButton:
        theme = self._shell.theme
        button = action_button(self._shell, name, strong=True, role="primary" if primary else "")
        button.setProperty("compact", True)
        if primary:
            size = theme.px(16)
            button.setIcon(icon(self._shell.commands.spec(name).icon, theme.tokens.on_accent, size))
            button.setIconSize(QSize(size, size))
        self.buttons[name] = button
        return button

    def _more(self, shown: frozenset[str], detail: TicketDetail) -> QWidget:
        button = QPushButton("更多 ▾")
        button.setAccessibleName("更多")
        button.setProperty("compact", True)
        button.clicked.connect(Call(button, self._open, button, shown, detail).run)
        self.buttons["more"] = button
        return button

    def _open(self, button: QPushButton, shown: frozenset[str], detail: TicketDetail) -> None:
        menu = self.menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self._shell.commands.every():
            if entry.id not in shown and is_allowed(self._shell, entry.id, detail):
                menu.addAction(self._shell.commands.action(entry.id))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
