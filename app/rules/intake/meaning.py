"""What a word of a value means: by the format's words first, then by the shipped lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.rules.intake.formats import GROUPS, Words
from app.rules.intake.spellings import (
    read_contacted,
    read_satisfied,
    read_solved,
    read_source,
    read_status,
    read_urgency,
    read_yes_no,
)
from app.rules.shared.folding import fold_word

_READERS: Mapping[str, Callable[[str], object]] = {
    "urgency": read_urgency,
    "status": read_status,
    "source": lambda text: read_source(text) or None,
    "platform_valid": read_yes_no,
    "platform_contacted": read_contacted,
    "platform_solved": read_solved,
    "platform_satisfied": read_satisfied,
}


def meaning_of(field: str, text: str, words: Words) -> str:
    """The word that a text stands for in a field of `GROUPS`; "" when neither format nor lists know it."""
    learned = words.get(field, {}).get(fold_word(text))
    if learned is not None:
        return learned
    read = _READERS[field]
    code = read(text)
    if code is None:
        return ""
    return next((meaning for meaning in GROUPS[field] if read(meaning) == code), "")
