"""Finds the merchant that a demand's text is about, where no column names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.rules.merchant.names import Name, read_name
from app.rules.merchant.patterns import patterns
from app.rules.merchant.words import Words
from app.rules.shared.folding import fold

_RUN = 24
_LONGEST_BARE = 10
# Longer texts are read each time, so that what is kept stays small.
_LONGEST_KEPT = 4000
_LONGEST_KNOWN = 6
# What makes an ordinary trade word the beginning of a thing: 健身步道, 烧烤摊.
_GOES_ON = re.compile("[步摊器设垫机品券票]|执照|许可|行业|广告|知识|[狗猫]")
_NOT_A_NAME = re.compile('[“”"「」『』（）()《》]')
_BRANCH = re.compile(r"[（(][^（）()]{1,14}[）)]")


@dataclass(frozen=True, slots=True)
class Sight:
    """A merchant seen in a text: as written, as read, and how surely the sentence means it (the more the surer)."""

    text: str
    name: Name
    weight: int


def merchant_in_text(title: str, content: str, words: Words) -> Sight | None:
    """The merchant that a demand is about; None where its text names none (楼下理发店, 网上, 一家美容院)."""
    sights = [*_sights(fold(title), words, 1), *_sights(fold(content), words, 0)]
    if not sights:
        return None
    totals: dict[tuple[str, str], int] = {}
    for sight in sights:
        key = (sight.name.brand, sight.name.trade)
        totals[key] = totals.get(key, 0) + sight.weight
    best = max(totals, key=lambda key: totals[key] + (2 if key[1] else 0))
    return max((one for one in sights if (one.name.brand, one.name.trade) == best), key=lambda one: one.weight)


def names_possible(title: str, content: str, words: Words) -> tuple[tuple[str, Name], ...]:
    """Every name that may end before a trade word of a text, wherever it begins: the longer before the shorter.

    A text rarely says where a name begins (转告悦某健身); names that columns write elsewhere decide.
    """
    kept = len(title) + len(content) <= _LONGEST_KEPT
    return (_names_possible if kept else _names_possible.__wrapped__)(title, content, words)


@lru_cache(maxsize=512)  # a text is asked for more than once while its ticket is followed
def _names_possible(title: str, content: str, words: Words) -> tuple[tuple[str, Name], ...]:
    found_names: dict[str, Name | None] = {}
    for clause in patterns().stops.split("".join(f"{fold(title)}\n{fold(content)}".split(" "))):
        lower, last = clause.lower(), 0
        for found in words.end.finditer(lower):
            if found.start() < last:
                continue
            run, start = _NOT_A_NAME.sub("", lower[last : found.start()]), found.start()
            tail = words.tail.match(lower, start)
            last = tail.end() if tail else found.end()
            for length in range(min(_LONGEST_KNOWN, len(run)), 1, -1):
                written = f"{run[-length:]}{lower[start:last]}"
                if written not in found_names:
                    found_names[written] = read_name(written, words, loose=True)
    return tuple((written, name) for written, name in found_names.items() if name is not None)


def _sights(text: str, words: Words, more: int) -> Iterator[Sight]:
    forms, plain = patterns(), "".join(text.split(" "))
    for found in forms.quoted.finditer(plain):
        around = plain[found.end() : found.end() + 8]
        known = forms.shop.match(around) is not None
        yield from _read(found[1] + _trade_behind(around, words), words, 5 + more, sure=known)
    for found in forms.called.finditer(plain):
        name, _, rest = found[1].partition("的")
        yield from _read(name + _trade_behind(rest, words), words, 5 + more, sure=True)
    bought = words.good.search(plain.lower()) is not None
    for clause in forms.stops.split(plain):
        if len(clause) > _SHORTEST_CLAUSE:
            yield from _with_trade(clause, words, more)
            if bought:  # without a trade word the text has to say what was bought
                yield from _in_frames(clause, words, more)


def _trade_behind(text: str, words: Words) -> str:
    """The trade word that a text begins with: “花漾”的美容院."""
    found = words.trade.match(text.removeprefix("的").lower())
    return found[0] if found else ""


_SHORTEST_CLAUSE = 2


def _with_trade(clause: str, words: Words, more: int) -> Iterator[Sight]:
    """Names that end with a trade word or a legal form, and what belongs to it."""
    forms, lower, last = patterns(), clause.lower(), 0
    for found in words.end.finditer(lower):
        if found.start() < last:
            continue
        before, begin = last, last + _beginning(clause[last : found.start()])
        tail = words.tail.match(lower, found.start())
        last = tail.end() if tail else found.end()
        branch = _BRANCH.match(clause, last)
        weight = 1 if forms.others.search(clause[max(0, begin - 6) : begin]) else 3
        if found.start() - begin == 1:
            continue  # a verb: 养宠物, 发洗衣券, 做饭馆
        if (
            found[0] in forms.ordinary
            and (
                begin == before > 0  # what follows a shop is no name: 摄影店骗人拍写真
                or forms.verbs.search(clause[begin : found.start()])
                or _GOES_ON.match(clause, last)
            )
        ):
            continue
        yield from _read(clause[begin:last] + (branch[0] if branch else ""), words, weight + more)


def _in_frames(clause: str, words: Words, more: int) -> Iterator[Sight]:
    """Names without a trade word, where the sentence says what was done there."""
    for frame in patterns().frames:
        for found in frame.finditer(clause):
            written = found[1][_beginning(found[1]) :]
            if len(written) <= _LONGEST_BARE:
                yield from _read(written, words, 2 + more)


def _beginning(before: str) -> int:
    """Where a name that goes on behind this text begins in it: behind verbs, persons, dates and places."""
    forms = patterns()
    start = max(0, len(before) - _RUN)
    for pattern in (forms.bounds, forms.after_subject):
        for bound in pattern.finditer(before, start):
            start = max(start, bound.end())
    while start < len(before):
        ends = [found.end() for one in (forms.leading, forms.placed) if (found := one.match(before, start))]
        if not ends or max(ends) == start:
            break
        start = max(ends)
    return start


def _read(written: str, words: Words, weight: int, *, sure: bool = False) -> Iterator[Sight]:
    """The sight of a written name; one without a trade must look like a name."""
    forms = patterns()
    if forms.official.search(written):
        return
    name = read_name(written, words, loose=True)
    if name is None:
        return
    if forms.chatter.search(name.brand) or (not sure and words.trade.match(name.brand)):
        return
    if not name.trade and (len(name.brand) > (8 if sure else 6) or forms.speech.search(name.brand)):
        return
    yield Sight(written, name, weight if name.trade else weight - 1)
