"""The kinds of action by what they act on: the window, the chosen ticket or tickets, a page, the row chosen on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from app.ui.actions.action import Action
from app.ui.frame.pages import Page
from app.ui.frame.settling import WAIT
from app.ui.frame.shell import Shell
from app.ui.ticket.chosen import with_chosen

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail

PageT = TypeVar("PageT")
RowT = TypeVar("RowT")
NO_TICKET = "请先选择一件工单"
NO_TICKETS = "请先在列表中选择工单（一次最多 2,000 件）"


def always(_chosen: object) -> str:
    """Never refuses, whatever is chosen."""
    return ""


def everywhere(_shell: Shell) -> bool:
    """Always true: every window has what the action needs."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAction(Action[Shell]):
    """Acts on the window, whatever is chosen. `there` returns whether the window has the part that it needs."""

    do: Callable[[Shell], None]
    why_not: Callable[[Shell], str] = always
    there: Callable[[Shell], bool] = everywhere

    def run(self, shell: Shell) -> None:
        """Runs the action, or shows why it is not allowed."""
        if not _refused(shell, self.why_not(shell)):
            self.do(shell)

    def refusal(self, shell: Shell) -> str:
        """The reason why it is not allowed now."""
        return self.why_not(shell)

    def is_there(self, shell: Shell) -> bool:
        """Whether the window has the part."""
        return self.there(shell)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAction(Action[Shell]):
    """Acts on the chosen ticket; without one it runs `unchosen`, or shows that none is chosen."""

    do: Callable[[Shell, TicketDetail], None]
    why_not: Callable[[TicketDetail], str] = always
    unchosen: Callable[[Shell], None] | None = None

    def run(self, shell: Shell) -> None:
        """Runs the action once the ticket is read, or shows why it is not allowed."""
        if _refused(shell, _not_yet(shell)):
            return
        if shell.selection.current is None and self.unchosen is not None:
            self.unchosen(shell)
        else:
            with_chosen(shell, partial(self._weigh, shell))

    def refusal(self, shell: Shell) -> str:
        """The reason against the chosen ticket; a ticket that is still being read is not refused."""
        detail = shell.selection.detail
        if detail is not None:
            return _about(detail, self.why_not(detail))
        return NO_TICKET if shell.selection.current is None and self.unchosen is None else ""

    def is_there(self, shell: Shell) -> bool:
        """Every window has tickets."""
        return True

    def _weigh(self, shell: Shell, detail: TicketDetail) -> None:
        if not _refused(shell, _about(detail, self.why_not(detail))):
            self.do(shell, detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsAction(Action[Shell]):
    """Acts on all chosen tickets at once; the use case judges several, `why_not` a single one that is read."""

    do: Callable[[Shell, tuple[int, ...]], None]
    why_not: Callable[[TicketDetail], str] = always

    def run(self, shell: Shell) -> None:
        """Runs the action, or shows why it is not allowed."""
        if not _refused(shell, _not_yet(shell) or self.refusal(shell)):
            self.do(shell, shell.selection.ids)

    def refusal(self, shell: Shell) -> str:
        """The reason against the selection."""
        chosen = shell.selection
        if not chosen.ids:
            return NO_TICKETS
        if len(chosen.ids) > 1 or chosen.detail is None:
            return ""
        return _about(chosen.detail, self.why_not(chosen.detail))

    def is_there(self, shell: Shell) -> bool:
        """Every window has tickets."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAction(Action[Shell], Generic[PageT]):
    """Acts on a page, which comes to the front first; only `from_anywhere` does it then go on at once."""

    page: str
    do: Callable[[PageT], None]
    why_not: Callable[[PageT], str] = always
    from_anywhere: bool = False

    def run(self, shell: Shell) -> None:
        """Runs the action, or shows why it is not allowed."""
        front = _page_in_front(shell, self.page)
        if front is not None:
            if not _refused(shell, self.weigh(front)):
                self.do(cast(PageT, front))
            return
        shell.open_page(self.page)
        opened = _page_in_front(shell, self.page)
        if self.from_anywhere and opened is not None and not self.weigh(opened):
            self.do(cast(PageT, opened))

    def weigh(self, page: Page) -> str:
        """The reason why this page does not allow it now."""
        return self.why_not(cast(PageT, page))

    def refusal(self, shell: Shell) -> str:
        """The reason against the page in front; from elsewhere the action opens the page."""
        front = _page_in_front(shell, self.page)
        return "" if front is None else self.weigh(front)

    def is_there(self, shell: Shell) -> bool:
        """Whether the window has the page."""
        return self.page in shell.page_names


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAction(Action[Shell], Generic[RowT]):
    """Acts on the chosen row of a page; from elsewhere it brings the page to the front."""

    page: str
    do: Callable[[Shell, RowT], None]
    why_not: Callable[[RowT], str] = always

    def run(self, shell: Shell) -> None:
        """Runs the action, or shows why it is not allowed."""
        front = _page_in_front(shell, self.page)
        if front is None:
            shell.open_page(self.page)
        elif not _refused(shell, _not_yet(shell) or self.refusal(shell)):
            self.do(shell, cast(RowT, front.chosen()))

    def refusal(self, shell: Shell) -> str:
        """The reason against the chosen row of the page in front."""
        front = _page_in_front(shell, self.page)
        if front is None:
            return ""
        row = front.chosen()
        return front.choose_first if row is None else self.why_not(cast(RowT, row))

    def is_there(self, shell: Shell) -> bool:
        """Whether the window has the page."""
        return self.page in shell.page_names


# Both kinds are judged by one complete ticket.
OfTicket = TicketAction | TicketsAction


def page_actions(shell: Shell, page: str) -> list[PageAction[Any]]:
    """The actions on a page, in the order of the table."""
    return [entry for entry in shell.commands.every() if isinstance(entry, PageAction) and entry.page == page]


def row_actions(shell: Shell, page: str) -> list[RowAction[Any]]:
    """The actions on the chosen row of a page, in the order of the table."""
    return [entry for entry in shell.commands.every() if isinstance(entry, RowAction) and entry.page == page]


def allowed(actions: Iterable[RowAction[Any]], row: object) -> list[str]:
    """The ids of the actions that this row allows."""
    return [entry.id for entry in actions if not entry.why_not(row)]


def _page_in_front(shell: Shell, name: str) -> Page | None:
    front = shell.page_in_front
    return front if isinstance(front, Page) and front.name == name else None


def _not_yet(shell: Shell) -> str:
    return WAIT if shell.settling.active else ""


def _about(detail: TicketDetail, why_not: str) -> str:
    return f"{detail.row.number}：{why_not}" if why_not else ""


def _refused(shell: Shell, why_not: str) -> bool:
    if why_not:
        shell.say(why_not, "amber")
    return bool(why_not)
