"""Reads exclusion from a platform's export: how an application ended, and which flags a ticket carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from app.base.resources import resource_toml
from app.rules.exclusion.moves import FLAGS, ExclusionFlag, platform_verdict
from app.rules.shared.header_text import clean, remarks
from app.rules.shared.spelling_tables import meaning_of

# The words by which a result names its flag.
_NAMED = {"挂账": ExclusionFlag.PARKED, "不计入": ExclusionFlag.OFF_VOLUME, "剔除": ExclusionFlag.EXCLUDED}
# Roles whose "yes" means that the flag does not stand.
_OPPOSITE = {"kept": ExclusionFlag.EXCLUDED, "counted": ExclusionFlag.OFF_VOLUME}
# A header's remark that names a last word on the matter, or an earlier step of it, which decides nothing.
_FINAL = re.compile("终审|最终|终|市级|市中心")
_EARLIER = re.compile("初审|一审|初核|申请|申报|拟|建议|承办|自评")


@cache
def _roles() -> Mapping[str, str]:
    """Cleaned header → the role of its column."""
    roles = resource_toml("aliases", "exclusion.toml")
    return {clean(header): role for role, headers in roles.items() for header in headers}


@lru_cache(maxsize=4096)
def exclusion_role(header: str) -> str:
    """What a column says of exclusion, by its header; empty when it says nothing, or only what was asked for first."""
    role = _roles().get(clean(header), "")
    return "" if role not in ("", "tag") and _EARLIER.search(remarks(header)) else role


def exported_result(extra: Mapping[str, str]) -> str:
    """The platform's words for how an application ended; empty when none of its columns says so."""
    cells = _cells(extra)
    if cells.get("result") and platform_verdict(cells["result"]) is not None:
        return cells["result"]
    stands = _stands(cells)
    flag = next((flag for flag in FLAGS if stands.get(flag)), None)
    return f"已{flag.word}" if flag else ""


def exported_flags(extra: Mapping[str, str]) -> dict[str, bool]:
    """The flags that the columns set or clear; those of which no column says anything are left out."""
    cells = _cells(extra)
    flags = _stands(cells)
    verdict = platform_verdict(cells.get("result", ""))
    if verdict is not None:
        named = _flag_named(cells["result"]) or _flag_named(cells.get("tag", ""))
        if named:
            flags.setdefault(named, verdict)
    return flags


def _stands(cells: Mapping[str, str]) -> dict[str, bool]:
    """Flag → whether it stands, by the columns of yes and no; a flag's own column decides before the opposite one."""
    said = {flag.value: read_flag(cells[flag]) for flag in FLAGS if flag in cells}
    for role, flag in _OPPOSITE.items():
        if role in cells and said.get(flag) is None:
            said[flag] = read_absence(cells[role])
    return {flag: stands for flag, stands in said.items() if stands is not None}


@lru_cache(maxsize=1024)
def read_flag(text: str) -> bool | None:
    """Whether a flag stands by the word in its column (是, 已剔除, 不予剔除); None when the word decides nothing."""
    meaning = meaning_of("flag", text)
    return meaning == "yes" if meaning else None


@lru_cache(maxsize=1024)
def read_absence(text: str) -> bool | None:
    """Whether a flag stands by the word in a column that asks the opposite (是否保留: 剔除, 否); None as above."""
    meaning = meaning_of("kept", text)
    return meaning == "no" if meaning else None


def _cells(extra: Mapping[str, str]) -> dict[str, str]:
    """Role → the text of its first column that is not empty; a column with a last word comes before the others."""
    found: dict[str, str] = {}
    last: set[str] = set()
    for header, text in extra.items():
        role = exclusion_role(header)
        if not role or not (word := text.strip()):
            continue
        final = _FINAL.search(remarks(header)) is not None
        if role not in found or (final and role not in last):
            found[role] = word
            last |= {role} if final else set()
    return found


def _flag_named(words: str) -> ExclusionFlag | None:
    return next((flag for word, flag in _NAMED.items() if word in words), None)
