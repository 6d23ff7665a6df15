"""Tooltips that show foreign text as it stands: Qt reads a text that looks like markup as markup."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import Qt

_LONGEST, _WIDEST, _MOST_LINES = 2_000, 60, 25
# Takes no room. Behind a < or & it keeps Qt from seeing a tag or an entity.
_WORD_JOINER = "\u2060"


class TakesToolTip(Protocol):
    """A widget, an action or an item of a list."""

    def setToolTip(self, text: str, /) -> None:
        """Sets the tooltip."""


def set_tip(target: TakesToolTip, text: str) -> None:
    """Sets a tooltip that is shown character by character, in lines that fit the screen."""
    target.setToolTip(tip_text(text))


def tip_text(text: str) -> str:
    """The text as a tooltip: never read as markup, wrapped, and cut where it would fill the screen."""
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    lines = [part for line in shown.splitlines() for part in _parts(line)]
    kept = lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"]
    return never_markup("\n".join(kept))


def never_markup(text: str) -> str:
    """The text, changed by invisible signs only where Qt would read it as markup."""
    if not Qt.mightBeRichText(text):
        return text
    return text.replace("<", f"<{_WORD_JOINER}").replace("&", f"&{_WORD_JOINER}")


def _parts(line: str) -> list[str]:
    return [line[start : start + _WIDEST] for start in range(0, len(line), _WIDEST)] or [""]
