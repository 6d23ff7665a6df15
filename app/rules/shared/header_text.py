"""Headers of files as they are compared: cleaned of what does not matter, and the remarks in their brackets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CACHE = 65_536
_DROPPED = re.compile(r"[\s*＊★:：\"'“”‘’_\u200b-\u200f\u2060\ufeff]+")
# Bounded, so that a cell of nothing but brackets takes no longer than another of its length.
_REMARK = re.compile(r"[(\[【〔{<《].{0,60}?[)\]】〕}>》]")

# The platform's questions are asked in two rounds, which may stand in a remark: 是否满意（首次）.
_ANSWER = re.compile("是否(?:有效回访|联系|响应|解决|满意)|有效回访|(?:联系|响应|解决|满意)情况|满意度")
_ROUNDS = {"首次": re.compile("首次|首访|第一次|初次"), "最终": re.compile("最终|末次|最后|二次|终")}


@lru_cache(maxsize=_CACHE)
def clean(header: str) -> str:
    """The header without blanks, colons, asterisks, quotes and remarks in brackets, half-width, in lower case.

    A remark that says of which round an answer is, stands in front: 是否满意（首次） is 首次是否满意.
    """
    text = _plain(header)
    core = _REMARK.sub("", text)
    if _ANSWER.fullmatch(core):
        rounds = "".join(_REMARK.findall(text))
        return next((word + core for word, said in _ROUNDS.items() if said.search(rounds)), core)
    return core or text


@lru_cache(maxsize=_CACHE)
def remarks(header: str) -> str:
    """The remarks in brackets of a header, run together; empty for one without, or that is nothing but brackets."""
    text = _plain(header)
    return "".join(_REMARK.findall(text)) if _REMARK.sub("", text) else ""


def _plain(header: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", header)).lower()
