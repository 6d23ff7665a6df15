"""The kinds of JSON values that several tables keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.models.shared.columns import Json


def _texts(value: Mapping[str, object]) -> Mapping[str, str]:
    return {name: str(text) for name, text in value.items()}


def _lines(value: Sequence[int]) -> tuple[int, ...]:
    return tuple(int(line) for line in value)


# The ids of journal lines, oldest first.
LINES: Json[tuple[int, ...]] = Json("lines", _lines, list)
# Texts by name: the cells of a row by their headers, the answers of a survey, the fields of a form.
TEXTS: Json[Mapping[str, str]] = Json("texts", _texts, dict)
