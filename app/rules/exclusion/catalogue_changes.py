"""The changes of the catalogue of exclusion from one month to another, as data."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.exclusion.catalogue import FIELD_WORDS, Catalogue, EvidenceDemand, ExclusionType
from app.rules.exclusion.moves import FLAG_WORDS


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two months: a type added or removed, or a field with its old and new text."""

    kind: str
    major: str
    minor: str
    field: str = ""
    was: str = ""
    becomes: str = ""


ADDED, REMOVED, CHANGED = "added", "removed", "changed"
DIFFERENCE_WORDS = {ADDED: "新增", REMOVED: "取消", CHANGED: "修改"}


def compare(before: Catalogue, after: Catalogue) -> tuple[Difference, ...]:
    """The changes from one month to another in the order of the later catalogue, removed types last."""
    found: list[Difference] = []
    for kind in after.types:
        old = before.find(kind.major, kind.minor)
        if old is None:
            found.append(Difference(ADDED, kind.major, kind.minor, becomes=kind.condition))
            continue
        for name in FIELD_WORDS:
            was, becomes = (field_text(version, name) for version in (old, kind))
            if was != becomes:
                found.append(Difference(CHANGED, kind.major, kind.minor, name, was, becomes))
    gone = [kind for kind in before.types if after.find(kind.major, kind.minor) is None]
    return (*found, *(Difference(REMOVED, kind.major, kind.minor, was=kind.condition) for kind in gone))


def field_text(kind: ExclusionType, name: str) -> str:
    """One field of a type as people read it."""
    value = getattr(kind, name)
    if name == "flag":
        return FLAG_WORDS[value]
    if name == "evidence":
        return "；".join(demand_words(item) for item in value)
    if name == "wording":
        return "；".join(f"{item.say}（{'、'.join(item.words)}）" for item in value)
    if name == "within_days":
        return f"办结后 {value} 日内" if value else "不限"
    if name == "attempts":
        return f"不少于 {value} 次" if value else "不限"
    if isinstance(value, bool):
        return "需要" if value else "不需要"
    return "；".join(value) if isinstance(value, tuple) else str(value)


def demand_words(demand: EvidenceDemand) -> str:
    """One demand in a line: kind, number, formats, size and what a picture must show."""
    parts = [f"{demand.kind} ≥ {demand.least} 份", "/".join(demand.formats), f"≤ {demand.largest_mb} MB"]
    parts += [f"短边 ≥ {demand.pixels} 像素"] if demand.pixels else []
    parts += ["带拍摄时间和地点"] if demand.placed else []
    parts += ["派单之后拍摄"] if demand.fresh else []
    parts += ["只用于本件"] if demand.own else []
    return "，".join(parts)
