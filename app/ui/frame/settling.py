"""The half second after a list has moved by itself, in which no key may act on what moved under it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer

SETTLING_MS = 500
WAIT = "列表刚刚变动，请看清选中的这一件，再按一次"


class Settling:
    """Active for half a second after another row has become the current one without a person choosing it."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    @property
    def active(self) -> bool:
        """Whether the half second is running."""
        return self._since.isValid() and self._since.elapsed() < SETTLING_MS

    def begin(self) -> None:
        """Starts the half second (anew)."""
        self._since.start()

    def end(self) -> None:
        """Ends it: a person has chosen a row."""
        self._since.invalidate()
