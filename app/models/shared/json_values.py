"""The kinds of JSON values that several tables keep."""

from __future__ import annotations

from collections.abc import Mapping

from app.models.shared.columns import Json


def _texts(value: Mapping[str, object]) -> Mapping[str, str]:
    return {name: str(text) for name, text in value.items()}


# Texts by name: the cells of a row by their headers, the answers of a survey, the fields of a form.
TEXTS: Json[Mapping[str, str]] = Json("texts", _texts, dict)
