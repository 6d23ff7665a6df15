"""The library of countermeasures: for a finding, the phrases, the law to cite, and who acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.base.errors import FileRefused
from app.base.resources import resource_toml
from app.rules.paper.findings import Finding, FindingRule

LIBRARY_NAME = "countermeasures.toml"


@dataclass(frozen=True, slots=True)
class Measure:
    """One entry: the rule it answers, the words one of which must stand in the finding's name, what to do."""

    rule: FindingRule
    about: tuple[str, ...]
    phrases: tuple[str, ...]
    law: str
    who: str

    def fits(self, finding: Finding) -> bool:
        """Whether this entry is for a finding."""
        return self.rule is finding.rule and (not self.about or any(word in finding.name for word in self.about))

    def said_of(self, names: Sequence[str]) -> tuple[str, ...]:
        """The phrases with the names of what was found put in."""
        return tuple(phrase.replace("{name}", "、".join(names)) for phrase in self.phrases)


Library = tuple[Measure, ...]


def measure_for(library: Library, finding: Finding) -> Measure | None:
    """The first entry that fits a finding, or None."""
    return next((measure for measure in library if measure.fits(finding)), None)


@cache
def shipped_library() -> Library:
    """The library that ships with the product."""
    return read_library(resource_toml(LIBRARY_NAME), LIBRARY_NAME)


def read_library(data: Mapping[str, Any], name: str) -> Library:
    """A library from its file shape.

    Raises:
        FileRefused: an entry is not usable; the message says which one and why.

    """
    entries = data.get("measure", ())
    if not isinstance(entries, Sequence):
        raise FileRefused(f"{name}：measure 应写成 [[measure]]")
    return tuple(_measure(entry, f"{name} 第 {place} 条") for place, entry in enumerate(entries, start=1))


def _measure(entry: Mapping[str, Any], where: str) -> Measure:
    rules = "、".join(FindingRule)
    try:
        rule = FindingRule(str(entry["finding"]))
    except (KeyError, ValueError):
        named = entry.get("finding", "")
        raise FileRefused(f"{where}：finding “{named}”不是可用的问题", hint=f"可用：{rules}") from None
    texts = {key: entry.get(key, ()) for key in ("about", "phrases")}
    for key, value in texts.items():
        if isinstance(value, str) or not all(isinstance(word, str) and word.strip() for word in value):
            raise FileRefused(f"{where}：{key} 应是一列文字", hint=f'例如 {key} = ["…", "…"]')
    if not texts["phrases"]:
        raise FileRefused(f"{where}：phrases 是空的", hint="请至少写一条措施")
    return Measure(
        rule, tuple(texts["about"]), tuple(texts["phrases"]), str(entry.get("law", "")), str(entry.get("who", ""))
    )
