"""The entries of the navigation: a page or queue with its number, and the heading that folds a group."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.frame.pages import Badge
from app.ui.frame.shell import Shell
from app.ui.kit.labels import button_text
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon

_WORST_FIRST = ("red", "amber", "plain")


class NavigationButton(QPushButton):
    """One entry: icon, word, and a number at its right end."""

    def __init__(self, shell: Shell, title: str, icon_name: str) -> None:
        super().__init__(button_text(title))
        self._shell = shell
        self._title = title
        self._icon_name = icon_name
        self._badge: Badge | None = None
        self._compact = False
        self.setCheckable(True)
        self.dress()
        self.set_badge(None)

    def dress(self) -> None:
        """Takes the colours of the current theme."""
        tokens = self._shell.theme.tokens
        size = self._shell.theme.px(16)
        self.setIcon(icon(self._icon_name, tokens.navigation_second, size))
        self.setIconSize(QSize(size, size))

    def set_compact(self, compact: bool) -> None:
        """Only icon and number, where the window is narrow; the word becomes the tooltip."""
        self._compact = compact
        self.setText("" if compact else button_text(self._title))
        set_tip(self, self._title if compact else "")

    def set_badge(self, badge: Badge | None) -> None:
        """Shows a number; None shows nothing. The accessible name includes it."""
        self._badge = badge
        self.setAccessibleName(f"{self._title} {badge.count} 件" if badge else self._title)
        self.update()

    @property
    def badge(self) -> Badge | None:
        """The shown number."""
        return self._badge

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the button, then its number."""
        super().paintEvent(event)
        if self._badge is None:
            return
        theme = self._shell.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, bold=True))
        words = f"{self._badge.count:,}"
        height = theme.px(20)
        compact = self._compact
        width = max(theme.px(24), painter.fontMetrics().horizontalAdvance(words) + theme.px(10 if compact else 16))
        box = QRectF(self.width() - width - (2 if compact else 10), (self.height() - height) / 2, width, height)
        ground = {"red": theme.tokens.badge_red, "amber": theme.tokens.badge_amber}.get(self._badge.tone)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(theme.tokens.on_badge if ground else theme.tokens.navigation_text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()


class GroupHeading(NavigationButton):
    """The heading of a group, which folds and unfolds it; folded, it shows the sum of the group's numbers."""

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(shell, title, "chevron-down")
        self.setCheckable(False)
        self.setProperty("heading", True)

    def set_compact(self, compact: bool) -> None:
        """Where the window is narrow, the first two characters stand for the heading."""
        self._compact = compact
        self.setText(self._title[:2] if compact else button_text(self._title))
        self.dress()
        set_tip(self, self._title if compact else "")

    def dress(self) -> None:
        """Takes the colours; where only two characters stand, the arrow leaves its place to the number."""
        super().dress()
        if self._compact:
            self.setIcon(QIcon())

    def show_folded(self, folded: bool) -> None:
        """Turns the arrow, and says the state to those who do not see it."""
        self._icon_name = "chevron-right" if folded else "chevron-down"
        self.setAccessibleDescription("已收起" if folded else "已展开")
        self.dress()


class NavigationGroup(QWidget):
    """A heading with its entries; `turned` emits when a person has folded or unfolded it."""

    turned = Signal()

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__()
        self.title = title
        self.folded = False
        self.heading = GroupHeading(shell, title)
        self.heading.clicked.connect(self._turn)
        self.entries: list[NavigationButton] = []
        self._inner = QWidget()
        self.column = QVBoxLayout(self._inner)
        outer = QVBoxLayout(self)
        for layout in (self.column, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        outer.addWidget(self.heading)
        outer.addWidget(self._inner)

    def add(self, entry: NavigationButton) -> None:
        """Adds an entry at the end."""
        self.entries.append(entry)
        self.column.addWidget(entry)

    def has(self, entry: object) -> bool:
        """Whether the entry belongs to this group."""
        return entry in self.entries

    def fold(self, folded: bool) -> None:
        """Folds or unfolds the group."""
        self.folded = folded
        self._inner.setVisible(not folded)
        self.heading.show_folded(folded)
        self.sum_up()

    def sum_up(self) -> None:
        """Shows the sum of the numbers beside a folded heading, in the colour of the worst of them."""
        self.heading.set_badge(summed(entry.badge for entry in self.entries) if self.folded else None)

    def _turn(self) -> None:
        self.fold(not self.folded)
        self.turned.emit()


def summed(badges: Iterable[Badge | None]) -> Badge | None:
    """The sum of some numbers, in the colour of the worst one; None when there is nothing to show."""
    shown = [badge for badge in badges if badge is not None and badge.count]
    if not shown:
        return None
    tone = min((badge.tone for badge in shown), key=_WORST_FIRST.index)
    return Badge(sum(badge.count for badge in shown), tone)
