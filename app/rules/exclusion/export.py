"""Reads exclusion from a platform's export: how an application ended, and which flags a ticket carries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.base.resources import resource_toml
from app.rules.exclusion.moves import FLAGS, ExclusionFlag, platform_verdict

_YES, _NO = frozenset({"是", "1", "已剔除", "已挂账", "Y"}), frozenset({"否", "0", "N"})
# The words by which a result names its flag.
_NAMED = {"挂账": ExclusionFlag.PARKED, "不计入": ExclusionFlag.OFF_VOLUME, "剔除": ExclusionFlag.EXCLUDED}


@cache
def _headers() -> Mapping[str, str]:
    """Header → the role of its column."""
    roles = resource_toml("aliases", "exclusion.toml")
    return {header: role for role, headers in roles.items() for header in headers}


@cache
def _known() -> frozenset[str]:
    return frozenset(_headers())


def exported_result(extra: Mapping[str, str]) -> str:
    """The platform's words for how an application ended; empty when none of its columns says so."""
    if _known().isdisjoint(extra):
        return ""
    cells = _cells(extra)
    if cells.get("result") and platform_verdict(cells["result"]) is not None:
        return cells["result"]
    flag = next((flag for flag in FLAGS if cells.get(flag) in _YES), None)
    return f"已{flag.word}" if flag else ""


def exported_flags(extra: Mapping[str, str]) -> dict[str, bool]:
    """The flags that the columns set or clear; flags without a column are left out."""
    if _known().isdisjoint(extra):
        return {}
    cells = _cells(extra)
    flags: dict[str, bool] = {flag: cells[flag] in _YES for flag in FLAGS if cells.get(flag, "") in _YES | _NO}
    verdict = platform_verdict(cells.get("result", ""))
    if verdict is not None:
        named = _flag_named(cells["result"]) or _flag_named(cells.get("tag", ""))
        if named:
            flags.setdefault(named, verdict)
    return flags


def _cells(extra: Mapping[str, str]) -> dict[str, str]:
    """Role → the text of its first column that is not empty."""
    found: dict[str, str] = {}
    for header, text in extra.items():
        role = _headers().get(header)
        if role is not None and text.strip():
            found.setdefault(role, text.strip())
    return found


def _flag_named(words: str) -> ExclusionFlag | None:
    return next((flag for word, flag in _NAMED.items() if word in words), None)
