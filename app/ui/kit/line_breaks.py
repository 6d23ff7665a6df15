"""Where a painted text is broken into lines."""

from __future__ import annotations

from collections.abc import Callable

_BREAKS = "，。；、：？！ "


def broken(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in lines that fit, broken behind a punctuation mark where there is one."""
    lines, line = [], ""
    for sign in text:
        if line and not fits(line + sign):
            cut = max(map(line.rfind, _BREAKS)) + 1 or len(line)
            lines.append(line[:cut])
            line = line[cut:]
        line += sign
    return [*lines, line]
