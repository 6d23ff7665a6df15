"""Reads what a header means from the words it is composed of, where no list of headers names it."""

from __future__ import annotations

import enum
import re
from functools import cache, lru_cache

from app.base.resources import resource_toml

_LONGEST = 30
_CACHE = 4096


class Certainty(enum.StrEnum):
    """How sure it is which field a column feeds."""

    SURE = "sure"
    LIKELY = "likely"
    UNKNOWN = "unknown"


CERTAINTY_WORDS = {Certainty.SURE: "确定", Certainty.LIKELY: "可能", Certainty.UNKNOWN: "未识别"}


@lru_cache(maxsize=_CACHE)
def meanings(header: str) -> tuple[str, ...]:
    """The fields that a cleaned header may mean by its words, the likeliest first; none for a text over 30 characters.

    The words are those of resources/aliases/senses.toml. The values of the column decide between several fields.
    """
    if not header or len(header) > _LONGEST:
        return ()
    return tuple(field for field, pattern in _patterns().items() if pattern.fullmatch(header))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = resource_toml("aliases", "senses.toml")
    words = {name: f"(?:{alternatives})" for name, alternatives in table["words"].items()}
    return {
        field: re.compile("|".join(f"(?:{_spelt_out(pattern, words)})" for pattern in patterns))
        for field, patterns in table["senses"].items()
    }


def _spelt_out(pattern: str, words: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda name: words[name[1]], pattern)
