"""The JSON value of the reason of a warning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.models.shared.columns import Json
from app.rules.warning.levels import Why


def _read(value: Mapping[str, Any]) -> Why:
    return Why(
        str(value.get("rule", "")),
        value.get("observed", 0),
        value.get("limit", 0),
        value.get("expected"),
        str(value.get("detector", "")),
    )


def _write(why: Why) -> dict[str, object]:
    return {
        "rule": why.rule,
        "observed": why.observed,
        "limit": why.limit,
        "expected": why.expected,
        "detector": why.detector,
    }


WHY: Json[Why] = Json("why", _read, _write)
