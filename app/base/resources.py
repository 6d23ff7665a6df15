"""Finds the data that ships with the product: the resources folder of a checkout or of an installed wheel."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a shipped file, for example `resource("rules", "clocks.toml")`.

    Raises:
        FileNotFoundError: the product is incomplete.

    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))


@cache
def resource_toml(*parts: str) -> dict[str, Any]:
    """A shipped TOML file, read once."""
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))
