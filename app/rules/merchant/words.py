"""The words by which merchants' names are read: resources/merchants.toml, and trades of the desk's own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.base.resources import resource_toml
from app.rules.shared.folding import fold_word
from app.rules.shared.places import street_stems

# How names are read: raised when the same words lead to other merchants, so that registers are read anew.
READING = 2


@dataclass(frozen=True, slots=True, eq=False)  # equal to itself only: readings are cached by it
class Words:
    """The lists, prepared for look-ups; every word in half width and lower case.

    `trades` and `goods` lead from a word to the name of its trade; `version` changes with the words and with how they
    are read.
    """

    version: str
    trades: Mapping[str, str]
    goods: Mapping[str, str]
    platform: re.Pattern[str]
    trade: re.Pattern[str]
    good: re.Pattern[str]
    good_or_trade: re.Pattern[str]
    end: re.Pattern[str]
    form_end: re.Pattern[str]
    tail: re.Pattern[str]
    plain_end: re.Pattern[str]
    place_start: re.Pattern[str]
    branch_end: re.Pattern[str]
    nobody: re.Pattern[str]
    nobody_start: re.Pattern[str]
    common: re.Pattern[str]


@lru_cache(maxsize=4)
def words_with(own: str = "") -> Words:
    """The shipped lists with the desk's own trades: one a line, `行业：词 词`; lines without words are left out."""
    table = resource_toml("merchants.toml")
    trades = {fold_word(word): trade["name"] for trade in table["trade"] for word in trade["words"]}
    goods = {fold_word(word): trade["name"] for trade in table["trade"] for word in trade.get("goods", ())}
    trades.update(own_trades(own))
    forms, plain, nobody = table["forms"], table["plain"], table["nobody"]
    places = [*table["places"], *street_stems()]
    street_tail = "(?:街道办事处|街道|地区|镇)?"
    long_plain = [word for word in plain if len(word) > 1]
    aside = [*long_plain, *table["cuisines"], *table["aside"]]
    return Words(
        version=f"{READING} {hashlib.sha256(f'{table}{own}'.encode()).hexdigest()[:16]}",
        trades=trades,
        goods=goods,
        platform=re.compile(f"(?:{any_of(table['platforms'])})+"),
        trade=re.compile(any_of(trades)),
        good=re.compile(any_of(goods)),
        good_or_trade=re.compile(any_of({**goods, **trades})),
        end=re.compile(any_of([*trades, *(form for form in forms if form.endswith("有限公司") or "责任" in form)])),
        form_end=re.compile(f"(?:{any_of(forms)})$"),
        tail=re.compile(f"(?:{any_of([*forms, *plain, *trades])})+"),
        plain_end=re.compile(f"(?:{any_of(aside)})$"),
        place_start=re.compile(f"(?:(?:{any_of(places)}){street_tail})"),
        branch_end=re.compile(f"(?:{any_of(table['kinds'])})$"),
        nobody=re.compile(f"(?:{any_of([*nobody, *table['cuisines'], *places])}|{street_tail[3:-2]})+"),
        common=_common(table["surnames"], table["surname_ends"]),
        nobody_start=re.compile(f"(?:{any_of([word for word in nobody if len(word) > 1])}|[某该此这那])"),
    )


def _common(surnames: str, ends: Iterable[str]) -> re.Pattern[str]:
    """Brands that many shops have of themselves: 老王, 李记, 张师傅."""
    return re.compile(f"[老小阿大][{surnames}]|[老小阿大]?[{surnames}](?:{any_of(ends)})")


def own_trades(text: str) -> dict[str, str]:
    """The trade of each word of the setting's lines."""
    found: dict[str, str] = {}
    for line in text.replace("；", "\n").replace(";", "\n").splitlines():
        name, _, words = line.replace(":", "：").partition("：")
        if name.strip():
            found.update({fold_word(word): name.strip() for word in re.split(r"[\s,，、]+", words) if word})
    return found


def any_of(words: Iterable[str]) -> str:
    """Alternatives, the longest first."""
    return "|".join(map(re.escape, sorted(map(fold_word, words), key=lambda word: (-len(word), word))))
