"""Splits a category of three levels that stands in one cell, and joins it for the screen."""

from __future__ import annotations

import re
from functools import lru_cache

from app.rules.shared.folding import says_nothing

SHOWN_BETWEEN = " › "

# From the surest to the weakest: an arrow is never part of a name, a slash or a hyphen may be.
_ARROW = re.compile(r"\s*(?:(?<![-－—–=])[-－—–=]*[>＞]+|→|⟶|➔|›|»)\s*")
_BAR = re.compile(r"\s*[|｜¦]\s*")
_SLASH = re.compile(r"\s*[/／\\]\s*")
_HYPHEN = re.compile(r"\s*(?:-+|－+|—+|–)\s*")
_NAME = re.compile(r"[\u3400-\u9fff].*[\u3400-\u9fff]")


@lru_cache(maxsize=4096)
def read_category(text: str) -> tuple[str, str, str]:
    """The three levels of `市场管理->单用途预付卡->健身卡、瑜伽卡、私教卡`; a missing level is "".

    Understood between levels: ->, →, >, » and ›; else |; else /; else a hyphen, if it leaves two or three names of two
    Chinese characters at least (`B2B-电商` stays whole). What stands below the third level stays with it, after a /.
    """
    if says_nothing(text):
        return "", "", ""
    levels = ["" if says_nothing(level) else level for level in _split(" ".join(text.split()))]
    while levels and not levels[0]:
        levels.pop(0)
    first, second, *rest = (*levels, "", "")
    return first, second, "/".join(level for level in rest if level)


def join_category(first: str, second: str = "", third: str = "") -> str:
    """The levels as the screen shows them: `市场管理 › 单用途预付卡 › 健身卡`; empty levels are left out."""
    return SHOWN_BETWEEN.join(level for level in (first, second, third) if level)


def _split(text: str) -> list[str]:
    for between in (_ARROW, _BAR, _SLASH):
        if between.search(text):
            return between.split(text)
    levels = _HYPHEN.split(text)
    return levels if len(levels) <= 3 and all(map(_NAME.search, levels)) else [text]
