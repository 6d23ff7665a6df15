"""How much the labels of a table or a page tell of tickets: the words that only a hotline's export or page has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from app.base.resources import resource_toml
from app.rules.shared.header_text import clean

_LONGEST = 20
_NUMBER, _SAYING = "number", frozenset(("title", "content"))
# Words of the hotline's trade; 工单 alone is also a word of other offices.
_SPECIFIC = re.compile(
    "来电|诉求|派单|派发|交办|承办|主办|办结|办件|案件|反映|求助|热线|街乡镇|回访|督办|受理|主要内容|有效|处理科室|处理意见"
)
_TICKET = re.compile("工单|市级")
_NUMBER_WEIGHT, _PLAIN_WEIGHT, _PLAIN_MOST = 2.0, 0.5, 1.0
_LEAST, _LEAST_WITHOUT_NUMBER = 3.5, 6.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a set of labels tells: the place of the number's, whether there is a text, and how sure it is of tickets."""

    number: str
    says: bool
    weight: float
    specific: bool

    def is_tickets(self, *, hotline: bool = False) -> bool:
        """Whether they are those of tickets with numbers; `hotline` says that a number has the hotline's own form."""
        return bool(self.number) and self.says and self.weight >= _LEAST and (self.specific or hotline)

    @property
    def is_numberless(self) -> bool:
        """Whether they are those of tickets in a table that has no number."""
        return not self.number and self.says and self.weight >= _LEAST_WITHOUT_NUMBER and self.specific


@cache
def _shipped() -> dict[str, str]:
    return {
        clean(spelling): field
        for field, spellings in resource_toml("aliases.toml").items()
        if field != "ignored"
        for spelling in spellings
    }


def field_of(label: str, learned: Mapping[str, str]) -> str:
    """The field that a label names, by what people taught (cleaned header → field), else as shipped; "" for none."""
    if not 0 < len(label) <= _LONGEST:
        return ""
    name = clean(label)
    return learned.get(name) or _shipped().get(name, "")


def labelled(labels: Iterable[str], learned: Mapping[str, str]) -> Labelled:
    """What these labels tell together, each counted once."""
    number, says, specific = "", False, False
    weight = plain = 0.0
    for label in dict.fromkeys(labels):
        field = field_of(label, learned)
        if not field:
            continue
        name = clean(label)
        in_trade, of_tickets = bool(_SPECIFIC.search(name)), bool(_TICKET.search(name))
        says = says or field in _SAYING
        specific = specific or in_trade
        if field == _NUMBER and not number:
            number = label
            weight += _NUMBER_WEIGHT if in_trade or of_tickets or name in learned else 0.0
        elif in_trade or of_tickets:
            weight += 1.0
        else:
            plain += _PLAIN_WEIGHT
    return Labelled(number, says, weight + min(plain, _PLAIN_MOST), specific)
