"""The actions that fit the ticket's state: the one of the moment filled, the others beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from app.rules.moves import TICKET_FLOW, TicketVerb
from app.rules.states import TicketStatus
from app.ui.actions import ACTIONS, Scope, button_words
from app.ui.call import Call
from app.ui.flow_layout import FlowLayout
from app.ui.icons import icon
from app.ui.key_button import KeyButton
from app.ui.shell import Shell

if TYPE_CHECKING:
    from app.desk.rows import TicketDetail

# The first is the main action of the moment; the others stand beside it, everything else in the menu.
_BY_STATUS = {
    TicketStatus.TO_SIGN: ("sign", "contact", "dispatch", "return", "note"),
    TicketStatus.HANDLING: ("reply", "contact", "dispatch", "return", "note", "close"),
    TicketStatus.TO_REVIEW: ("pass-reply", "send-back", "reply", "note"),
    TicketStatus.TO_CALL_BACK: ("call-back", "rework", "note"),
    TicketStatus.RETURNING: ("return", "contact", "reply", "note"),
    TicketStatus.RETURNED: ("reopen", "note"),
    TicketStatus.CLOSED: ("reopen", "note", "call-back"),
}
_VERBS = {
    "sign": TicketVerb.SIGN,
    "dispatch": TicketVerb.DISPATCH,
    "reply": TicketVerb.WRITE_REPLY,
    "pass-reply": TicketVerb.PASS_REPLY,
    "send-back": TicketVerb.SEND_BACK_REPLY,
    "close": TicketVerb.CLOSE,
    "reopen": TicketVerb.REOPEN,
    "rework": TicketVerb.REWORK,
}
_QUIET = frozenset({TicketStatus.RETURNED, TicketStatus.CLOSED, TicketStatus.RETURNING})


def actions_for(detail: TicketDetail) -> tuple[tuple[str, ...], bool]:
    """The actions of the bar in their order, and whether the first is filled."""
    status = detail.row.status
    names = _BY_STATUS[status]
    if status is TicketStatus.HANDLING and not detail.attempts:
        names = ("contact", *(name for name in names if name != "contact"))
    return tuple(name for name in names if is_possible(name, status)), status not in _QUIET


def is_possible(name: str, status: TicketStatus) -> bool:
    """Whether the ticket's state allows the action; what is not possible is not offered, its key says why not."""
    verb = _VERBS.get(name)
    return verb is None or TICKET_FLOW.allows(status, verb)


class ActionBar(QFrame):
    """Buttons from the action table, in as many rows as they need."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row = FlowLayout(self)
        self.buttons: dict[str, QPushButton] = {}

    def show_for(self, detail: TicketDetail) -> None:
        """Builds the buttons for this ticket's state; actions that are not bound are left out."""
        self._clear()
        names, filled = actions_for(detail)
        bound = [name for name in names if self._shell.commands.is_bound(name)]
        for place, name in enumerate(bound):
            self._row.addWidget(self._button(name, primary=filled and place == 0))
        self._row.addWidget(self._more(frozenset(bound), detail.row.status))
        self.updateGeometry()

    def _clear(self) -> None:
        self.buttons = {}
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            widget.setParent(None)
            widget.deleteLater()

    def _button(self, name: str, *, primary: bool) -> QPushButton:
        spec = self._shell.commands.spec(name)
        theme = self._shell.theme
        button = KeyButton(theme, button_words(spec), strong=True)
        button.setAccessibleName(spec.text)
        button.setToolTip(spec.hint)
        button.setProperty("primary", primary)
        button.setProperty("compact", True)
        if primary:
            size = theme.px(16)
            button.setIcon(icon(spec.icon, theme.tokens.on_accent, size))
            button.setIconSize(QSize(size, size))
        button.clicked.connect(self._shell.commands.action(name).trigger)
        self.buttons[name] = button
        return button

    def _more(self, shown: frozenset[str], status: TicketStatus) -> QWidget:
        button = QPushButton("更多 ▾")
        button.setAccessibleName("更多")
        button.setProperty("compact", True)
        button.clicked.connect(Call(button, self._open, button, shown, status).run)
        self.buttons["more"] = button
        return button

    def _open(self, button: QPushButton, shown: frozenset[str], status: TicketStatus) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in ACTIONS:
            offered = spec.scope is Scope.TICKET and spec.id not in shown and is_possible(spec.id, status)
            if offered and self._shell.commands.is_bound(spec.id):
                menu.addAction(self._shell.commands.action(spec.id))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
