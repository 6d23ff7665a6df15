"""Headers of files as they are compared: cleaned of what does not matter, and the remarks in their brackets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CACHE = 65_536
_DROPPED = re.compile(r"[\s*＊★:：\"'“”‘’_\u200b-\u200f\u2060\ufeff]+")
# Bounded, so that a cell of nothing but brackets takes no longer than another of its length.
_REMARK = re.compile(r"[(\[【〔{<《].{0,60}?[)\]】〕}>》]")


@lru_cache(maxsize=_CACHE)
def clean(header: str) -> str:
    """The header without blanks, colons, asterisks, quotes and remarks in brackets, half-width, in lower case."""
    text = _plain(header)
    return _REMARK.sub("", text) or text


@lru_cache(maxsize=_CACHE)
def remarks(header: str) -> str:
    """The remarks in brackets of a header, run together; empty for one without, or that is nothing but brackets."""
    text = _plain(header)
    return "".join(_REMARK.findall(text)) if _REMARK.sub("", text) else ""


def _plain(header: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", header)).lower()
