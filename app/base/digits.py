"""Digits as people type them into a table: 0 to 9, nothing else that Unicode calls a digit."""

from __future__ import annotations


def only_digits(text: str, *, at_most: int | None = None) -> bool:
    """Whether a text is a plain number of ASCII digits, which `int` reads; `at_most` so many of them.

    `str.isdigit` also accepts ² and ①, which `int` refuses.
    """
    return text.isascii() and text.isdigit() and (at_most is None or len(text) <= at_most)
