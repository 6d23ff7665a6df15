"""The condition that columns contain what a person searches for, for lists without an index of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from app.rules.shared.search_terms import spellings
from app.rules.shared.search_variants import FOLDS

_ESCAPE = "\\"
# Quotes, dashes, brackets and stops: in place of one any sign counts. All else stands for itself.
_ANY = frozenset(plain for plain in FOLDS.values() if plain in "\"'-()[]<>·~×¥:;,!? ")


def containing(columns: Sequence[ColumnElement[Any]], search: str) -> ColumnElement[bool]:
    """That each word of `search` stands in one of the columns, in one of its spellings or with other quotes and dashes.

    A search without any word is contained in everything.
    """
    typed = " ".join(search.split())
    words = [(*spelt, typed) if len(spellings(search)) == 1 else spelt for spelt in spellings(search)]
    patterns = [[_pattern(one) for one in dict.fromkeys(spelt)] for spelt in words]
    return and_(
        True, *(or_(*(column.like(one, escape=_ESCAPE) for column in columns for one in spelt)) for spelt in patterns)
    )


def _pattern(word: str) -> str:
    signs = ("_" if sign in _ANY else f"{_ESCAPE}{sign}" if sign in "%_\\" else sign for sign in word)
    return f"%{''.join(signs)}%"
