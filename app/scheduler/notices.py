"""The text of desktop notices, cleaned and shortened so that every desktop shows it as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

TITLE_UNITS, TEXT_UNITS = 63, 255
FOLD_ABOVE = 5
CROWDED_FROM = 10
_NAMED_WHEN_FOLDED = 3
# One Linux back end puts the text between quotes, the daemons read markup: look-alikes are safe in both.
_LOOK_ALIKES = str.maketrans({"'": "’", '"': "”", "\\": "＼", "&": "＆", "<": "＜", ">": "＞", "`": "’"})


@dataclass(frozen=True, slots=True)
class Notice:
    """One desktop notice: a title of one line and a text of a few; `ids` are the reminders it speaks for."""

    title: str
    text: str
    ids: tuple[int, ...] = ()

    def cleaned(self) -> Notice:
        """Cleans a notice for the desktop: at most 63 and 255 UTF-16 units, never empty, never read as an option."""
        return Notice(
            clip(clean(self.title) or "接诉值守台", TITLE_UNITS),
            clip(clean(self.text) or "请打开值守台查看", TEXT_UNITS),
            self.ids,
        )


def clean(text: str) -> str:
    """Removes control characters, unpaired surrogates, markup and leading dashes; line ends stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ["".join(map(_visible, line)).translate(_LOOK_ALIKES).strip() for line in lines]
    return "\n".join(line for line in kept if line).lstrip("-－‐‑‒–—− \n")


def clip(text: str, units: int) -> str:
    """As much of the text as fits into `units` UTF-16 units, ending in … when something is left out."""
    if _units(text) <= units:
        return text
    room, kept = units - 1, 0
    for sign in text:
        room -= _units(sign)
        if room < 0:
            break
        kept += 1
    return text[:kept] + "…"


def fold(notices: Sequence[Notice], *, in_this_minute: int = 0) -> list[Notice]:
    """Returns the notices, or a single summary of them when there are more than five.

    With ten alarms or more in a minute (`in_this_minute` includes these), any batch becomes one summary.
    """
    crowded = in_this_minute >= CROWDED_FROM
    if len(notices) <= (1 if crowded else FOLD_ABOVE):
        return list(notices)
    named = [f"{notice.title}：{notice.text}".split("\n")[0] for notice in notices[:_NAMED_WHEN_FOLDED]]
    count = f"一分钟内 {in_this_minute}" if in_this_minute > len(notices) else f"{len(notices)}"
    ids = tuple(number for notice in notices for number in notice.ids)
    return [Notice(f"{count} 条提醒，请打开值守台处理", "\n".join(clip(line, 70) for line in named), ids)]


def _visible(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in {"Cc", "Zl", "Zp"}:
        return " " if sign == "\t" else ""
    return "" if kind in {"Cs", "Cf"} and sign not in "\u200d" else sign


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
