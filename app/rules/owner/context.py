"""Cuts from a demand what does not say whose it is: places, what others did, reasons, history, comparisons.

The phrases are data (`resources/owner/context.toml`). A pattern is plain text in which `{name}` stands for any word of
that list and `~` for up to six characters; it never reaches over the end of a clause, so that the time is linear in the
length of the text.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource_toml
from app.rules.shared.folding import fold

_GAP = 6
# The fewest Chinese characters or letters that still say something; with fewer left the text is read whole.
_LEAST = 4
_CLAUSE = re.compile(r"[^，,。；;！!？?：:、\n（）()“”\"…]+")
_PART = re.compile(r"\{([^{}]*)\}|(~)|([^{}~]+)")
_SIGN = re.compile(r"[\u4e00-\u9fffA-Za-z]")


class Reach(enum.StrEnum):
    """How far a cut goes: what matched, or from there to the end of the clause."""

    PHRASE = "phrase"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class ContextKind:
    """One kind of context: its word on the screen, how it is found, and how far it goes.

    `follow` finds clauses that go on with what was cut in the clause before.
    """

    word: str
    reach: Reach
    find: re.Pattern[str]
    follow: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that was left out, with the word of its kind (地点, 他人说法, 原因 …)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What is left of a text, and what was cut from it, clause by clause."""

    text: str
    cuts: tuple[Cut, ...]


def matter_of(text: str, kinds: Sequence[ContextKind] | None = None) -> Matter:
    """The text without its context. When too little would be left, nothing is cut: the context is the matter."""
    known = shipped_context() if kinds is None else kinds
    whole = fold(text)
    parts: list[str] = []
    cuts: list[Cut] = []
    end = 0
    before: ContextKind | None = None
    for clause in _CLAUSE.finditer(whole):
        parts.append(whole[end : clause.start()])
        end = clause.end()
        left, before = _without(clause[0], known, before, cuts)
        parts.append(left)
    kept = "".join(parts) + whole[end:]
    if len(_SIGN.findall(kept)) < _LEAST:
        return Matter(whole, ())
    return Matter(kept, tuple(cuts))


def _without(
    clause: str, kinds: Sequence[ContextKind], before: ContextKind | None, cuts: list[Cut]
) -> tuple[str, ContextKind | None]:
    """The clause without its context, and the kind that the next clause may go on with."""
    if before is not None and before.follow is not None and before.follow.match(clause):
        cuts.append(Cut(before.word, clause))
        return "", before
    going: ContextKind | None = None
    for kind in kinds:
        left, found = _cut(clause, kind)
        cuts.extend(Cut(kind.word, piece) for piece in found)
        if left != clause and kind.follow is not None:
            going = kind
        clause = left
    return clause, going


def _cut(clause: str, kind: ContextKind) -> tuple[str, list[str]]:
    """The clause without this kind of context, and the pieces that were cut."""
    if kind.reach is Reach.REST:
        found = kind.find.search(clause)
        return (clause[: found.start()], [clause[found.start() :]]) if found else (clause, [])
    return kind.find.sub(" ", clause), [match[0] for match in kind.find.finditer(clause)]


class BadContext(Refused):
    """The file of context phrases cannot be taken."""


@cache
def shipped_context() -> tuple[ContextKind, ...]:
    """The phrases that ship with the product."""
    return read_context(resource_toml("owner", "context.toml"))


def read_context(data: Mapping[str, Any]) -> tuple[ContextKind, ...]:
    """The kinds of context from parsed TOML, in the order in which they are cut.

    Raises:
        BadContext: a kind without word or patterns, an unknown reach, or a list that is not there.

    """
    lists = {str(name): [str(word) for word in words] for name, words in data.get("lists", {}).items()}
    return tuple(_kind(form, lists) for form in data.get("kind", ()))


def _kind(form: Mapping[str, Any], lists: Mapping[str, list[str]]) -> ContextKind:
    word = str(form.get("word", "")).strip()
    patterns = [str(pattern) for pattern in form.get("patterns", ())]
    if not word or not patterns:
        raise BadContext("每一类语境都要有名称（word）和写法（patterns）")
    try:
        reach = Reach(str(form.get("reach", Reach.PHRASE)))
    except ValueError as error:
        raise BadContext(f"{word}：reach 只能是 {'、'.join(Reach)}") from error
    follow = [str(pattern) for pattern in form.get("follow", ())]
    return ContextKind(word, reach, _compiled(patterns, lists), _compiled(follow, lists) if follow else None)


def _compiled(patterns: Sequence[str], lists: Mapping[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join(_expression(pattern, lists) for pattern in patterns))


def _expression(pattern: str, lists: Mapping[str, list[str]]) -> str:
    parts = []
    for name, gap, plain in _PART.findall(pattern):
        if name:
            if name not in lists:
                raise BadContext(f"“{pattern}”里的 {{{name}}} 没有列出")
            words = sorted(lists[name], key=len, reverse=True)
            parts.append(f"(?:{'|'.join(map(re.escape, words))})")
        elif gap:
            parts.append(f".{{0,{_GAP}}}?")
        else:
            parts.append(re.escape(plain))
    return "".join(parts)
