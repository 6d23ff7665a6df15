"""Which pages and which acts this product has: other parts of the window add one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.ui.callback.door import CALLBACK_PAGE, open_callback, open_rework
from app.ui.dialogs import contact
from app.ui.import_dialog.door import act_import, act_paste
from app.ui.pages import PageSpec
from app.ui.promises import form as promises
from app.ui.registers import REGISTER_ACTS, REGISTER_PAGES
from app.ui.shell import Shell


def _open_contact(shell: Shell) -> None:
    contact.open_contact(shell)


def _open_promises(shell: Shell) -> None:
    promises.open_promises(shell)


# Pages in the order of the navigation, within their group.
PAGES: tuple[PageSpec, ...] = (*REGISTER_PAGES, CALLBACK_PAGE)

# Action id (app/ui/actions.py) → what it does; it finds the chosen tickets in shell.selection.
ACTS: Mapping[str, Callable[[Shell], None]] = {
    "contact": _open_contact,
    "promises": _open_promises,
    "call-back": open_callback,
    "rework": open_rework,
    "import": act_import,
    "paste-import": act_paste,
    **REGISTER_ACTS,
}
