"""A closed list of the field: every member has its code for the register and its word for people."""

from __future__ import annotations

import enum


class Worded(enum.StrEnum):
    """An enum whose members are declared as `NAME = "code", "word"`; a member without a word cannot be declared.

    The value, and what the register stores, is the code; `word` is what a screen or a document shows.
    """

    word: str

    def __new__(cls, code: str, word: str = "") -> Worded:
        """Makes a member of its code and its word.

        Raises:
            TypeError: a member is declared without its word.

        """
        if not word:
            raise TypeError(f"{cls.__name__}: {code!r} is declared without its word")
        member = str.__new__(cls, code)
        member._value_ = code
        member.word = word
        return member
