"""A type of the exclusion catalogue as the texts of a form, and back; every refusal names its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from app.rules.exclusion.catalogue import (
    FIELD_WORDS,
    BadCatalogue,
    EvidenceDemand,
    ExclusionType,
    Wording,
)
from app.rules.exclusion.catalogue_changes import demand_words
from app.rules.exclusion.moves import ExclusionFlag

YES, NO = "yes", "no"
NUMBERS = ("within_days", "attempts", "shortest", "longest")
YES_NO = ("needs_platform_name", "needs_closed")
_LISTS = ("categories", "ticket_types")
_BETWEEN = re.compile(r"[、，,;；\s]+")
_PARTS = re.compile(r"[，,；;]+")
_KIND = re.compile(r"(.+?)\s*(?:(?:≥|>=|不少于)?\s*(\d{1,4})\s*份)?")
_SIZE = re.compile(r"(?:≤|<=|不超过)?\s*(\d{1,4})\s*MB", re.IGNORECASE)
_PIXELS = re.compile(r"短边\s*(?:≥|>=|不少于)?\s*(\d{1,5})\s*像素")
_FLAGS = {"带拍摄时间和地点": "placed", "派单之后拍摄": "fresh", "只用于本件": "own"}


def type_texts(kind: ExclusionType) -> dict[str, str]:
    """The texts of every field: one evidence, wording or question a line."""
    return {
        "major": kind.major,
        "minor": kind.minor,
        "flag": kind.flag.value,
        "condition": kind.condition,
        "evidence": "\n".join(map(demand_words, kind.evidence)),
        "wording": "\n".join(f"{one.say}：{'、'.join(one.words)}" for one in kind.wording),
        "persons": "\n".join(kind.persons),
        **{name: "、".join(getattr(kind, name)) for name in _LISTS},
        **{name: str(getattr(kind, name)) for name in NUMBERS},
        **{name: YES if getattr(kind, name) else NO for name in YES_NO},
    }


def type_from(texts: Mapping[str, str]) -> ExclusionType:
    """The type that the texts describe.

    Raises:
        BadCatalogue: a text cannot be read; `field` is its key.

    """
    numbers = {name: _number(name, texts[name]) for name in NUMBERS}
    return ExclusionType(
        _needed("major", "大类", texts),
        _needed("minor", "子类", texts),
        ExclusionFlag(texts["flag"]),
        _needed("condition", FIELD_WORDS["condition"], texts),
        evidence=tuple(_demand(line) for line in _lines(texts["evidence"])),
        wording=tuple(_wording(line) for line in _lines(texts["wording"])),
        persons=_lines(texts["persons"]),
        categories=_items(texts["categories"]),
        ticket_types=_items(texts["ticket_types"]),
        attempts=numbers["attempts"],
        within_days=numbers["within_days"],
        shortest=numbers["shortest"],
        longest=numbers["longest"],
        needs_platform_name=texts["needs_platform_name"] == YES,
        needs_closed=texts["needs_closed"] == YES,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _items(text: str) -> tuple[str, ...]:
    return tuple(item for item in _BETWEEN.split(text) if item)


def _needed(key: str, word: str, texts: Mapping[str, str]) -> str:
    text = texts[key].strip()
    if not text:
        raise BadCatalogue(f"请填写{word}", field=key)
    return text


def _number(key: str, text: str) -> int:
    words = text.strip() or "0"
    if not (words.isascii() and words.isdecimal() and len(words) <= 5):
        raise BadCatalogue(f"“{text.strip()}”应为整数", field=key)
    return int(words)


def _wording(line: str) -> Wording:
    say, _, words = line.replace(":", "：").partition("：")
    items = _items(words)
    if not say.strip() or not items:
        raise BadCatalogue(f"“{line}”读不懂，请写成 立案机关：公安、派出所", field="wording")
    return Wording(say.strip(), items)


def _demand(line: str) -> EvidenceDemand:
    first, *rest = [part.strip() for part in _PARTS.split(line) if part.strip()] or [""]
    found = _KIND.fullmatch(first)
    if found is None:
        raise BadCatalogue(f"“{line}”读不懂，请先写材料名称", field="evidence")
    made = EvidenceDemand(found[1], (), least=int(found[2] or 1))
    for part in rest:
        made = _with(made, part)
    return made


def _with(made: EvidenceDemand, part: str) -> EvidenceDemand:
    size, pixels = _SIZE.fullmatch(part), _PIXELS.fullmatch(part)
    if size is not None:
        return replace(made, largest_mb=int(size[1]))
    if pixels is not None:
        return replace(made, pixels=int(pixels[1]))
    match _FLAGS.get(part):
        case "placed":
            return replace(made, placed=True)
        case "fresh":
            return replace(made, fresh=True)
        case "own":
            return replace(made, own=True)
    if re.fullmatch(r"[A-Za-z0-9]+(?:[/、][A-Za-z0-9]+)*", part):
        return replace(made, formats=tuple(re.split(r"[/、]", part.lower())))
    raise BadCatalogue(f"“{made.kind}”的“{part}”读不懂", field="evidence")
