"""Cleans what widgets hand to the desk: a clipboard may hold halves of characters, which nothing can store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.rules.shared.folding import whole_characters


def clean(value: Any) -> Any:
    """The argument with every text in it made of whole characters; what is clean already is returned itself."""
    if isinstance(value, str):
        # An enum that is a text is a name of the product.
        return whole_characters(value) if type(value) is str else value
    if isinstance(value, Mapping):
        made = {clean(key): clean(inner) for key, inner in value.items()}
        return value if made == value else made
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        parts = [clean(inner) for inner in value]
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else type(value)(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return _clean_fields(value)
    return value


def _clean_fields(value: Any) -> Any:
    changed = {}
    for one in fields(value):
        if one.init:
            old = getattr(value, one.name)
            new = clean(old)
            if new is not old:
                changed[one.name] = new
    return replace(value, **changed) if changed else value
