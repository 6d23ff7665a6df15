"""The chosen layout of the columns of one list: order, widths, visibility, as text for the window's memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class ColumnChoices:
    """Choices by column heading; other columns follow the automatic layout.

    `widths` are in pixels at 100 %. A column in `shown` with True stays also where room is short.
    """

    order: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    shown: dict[str, bool] = field(default_factory=dict)

    @property
    def is_default(self) -> bool:
        """Whether nothing was changed by a person."""
        return not (self.order or self.widths or self.shown)

    def arranged(self, headings: Sequence[str]) -> list[str]:
        """These headings in the chosen order; columns new in the program come last."""
        known = [heading for heading in self.order if heading in headings]
        return [*known, *(heading for heading in headings if heading not in known)] if known else list(headings)

    def as_text(self) -> str:
        """The choices as JSON."""
        return json.dumps({"order": self.order, "widths": self.widths, "shown": self.shown}, ensure_ascii=False)


def choices_from(text: str) -> ColumnChoices:
    """Reads the text of `as_text`; any other text gives no choices."""
    try:
        stored: Any = json.loads(text)
        return ColumnChoices(
            [str(heading) for heading in stored["order"]],
            {str(heading): int(width) for heading, width in stored["widths"].items()},
            {str(heading): bool(shown) for heading, shown in stored["shown"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return ColumnChoices()
