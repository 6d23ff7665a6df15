"""Words that a shop is closing or its owner gone, read with their context: what counts, and what does not and why."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.rules.shared.folding import fold
from app.rules.warning.closing_lists import shipped_lists

_CLAUSE = re.compile(r"[^，,。；;！!？?\n（）()…:：]+")
_BEFORE, _AFTER = 32, 14
_JOINED = 1


class SignalKind(enum.StrEnum):
    """What a word signals: the shop's end, that nobody can be reached, or trouble that is no end yet."""

    CLOSING = "closing"
    ABSCONDING = "absconding"
    SIGN = "sign"


class NotCounted(enum.StrEnum):
    """Why a word does not count, as the screen says it."""

    NEGATED = "说的是没有"
    FEAR = "只是担心"
    OTHER = "别家的事"
    CALLER = "诉求人自己的事"
    HOURS = "营业时间"
    TEMPORARY = "暂时停业"
    ASKED = "要求处理"
    THING = "转让的不是店"


_SAID_OF_ALL = frozenset({NotCounted.NEGATED, NotCounted.FEAR, NotCounted.OTHER, NotCounted.ASKED})


@dataclass(frozen=True, slots=True)
class Signal:
    """A word found in a text; `not_counted` is None where it counts."""

    word: str
    kind: SignalKind
    text: str
    not_counted: NotCounted | None = None

    @property
    def closes(self) -> bool:
        """Whether it is a closing word that counts: the shop ends or its owner is gone."""
        return self.not_counted is None and self.kind is not SignalKind.SIGN


_NEXT = re.compile("^(?:前|之前|后|以后|之后|的时候)")


@dataclass(frozen=True, slots=True)
class _Place:
    """A word with what stands around it in its clause, and the clause before."""

    word: str
    written: str
    before: str
    after: str
    last: str


def signals(text: str) -> tuple[Signal, ...]:
    """The signal words of a text in order; of one word that counts and one that does not, each is told once.

    The time is linear in the length of the text.
    """
    found: dict[tuple[str, NotCounted | None], Signal] = {}
    for one in _walk(fold(text)):
        found.setdefault((one.word, one.not_counted), one)
    return tuple(found.values())


def _walk(text: str) -> Iterator[Signal]:
    lists = shipped_lists()
    last = ""
    carried = False
    for clause in _CLAUSE.finditer(text):
        whole = clause[0].strip()
        kinds = (lists.words, lists.signs) if _has("trigger", whole) else ()
        ended, shared = -_BEFORE, None
        for match in (found for words in kinds for found in words.finditer(whole)):
            word = match.lastgroup or ""
            place = _Place(
                word,
                match[0],
                whole[max(0, match.start() - _BEFORE) : match.start()],
                whole[match.end() : match.end() + _AFTER],
                last,
            )
            kind = _kind(word)
            why = None if kind is SignalKind.SIGN else NotCounted.FEAR if carried else _why_not(place)
            if kind is not SignalKind.SIGN:
                if why is None and match.start() - ended <= _JOINED:
                    why = shared  # 并未关门停业: said of both
                ended, shared = match.end(), why if why in _SAID_OF_ALL else None
            start = max(0, match.start() - 6)
            yield Signal(word, kind, whole[start : match.end() + 4], why)
        tail = whole[-_BEFORE:]
        carried = bool(_has("fears", tail) or _has("others", tail)) and bool(_has("carries", tail))
        last = tail


def _kind(word: str) -> SignalKind:
    lists = shipped_lists()
    if word in lists.closing:
        return SignalKind.CLOSING
    return SignalKind.ABSCONDING if word in lists.absconding else SignalKind.SIGN


def _has(context: str, text: str) -> bool:
    """Whether a context stands in a text."""
    return shipped_lists().contexts[context].search(text) is not None


def _why_not(place: _Place) -> NotCounted | None:
    """Why the word says nothing of the shop's end, or None where it does."""
    before, after = place.before, place.after
    if _has("negated", before) or _has("rumour", before) or _has("not_meant_after", after):
        return NotCounted.NEGATED
    if _has("questions", before):
        return NotCounted.FEAR
    fear = _last(shipped_lists().contexts["fears"], before)
    if fear is not None and not _has("fact_after_fear", before[fear:]):
        return NotCounted.FEAR
    if _has("others", before) or _has("neighbours", before) or _has("as_others", after):
        return NotCounted.OTHER
    if (_has("asked", before) and not _NEXT.search(after)) or _has("procedure_after", after):
        return NotCounted.ASKED
    own = _OF_WORD.get(place.word)
    return own(place) if own is not None else None


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    """Where the last match of a pattern ends."""
    end = None
    for match in pattern.finditer(text):
        end = match.end()
    return end


def _of_hours(place: _Place) -> NotCounted | None:
    """关门, 锁门, 闭馆: an end only where it is said firmly; a locked door too only where no hour stands beside it."""
    if place.written not in ("关门", "锁门", "闭馆"):
        return NotCounted.HOURS if _has("hours", place.before) else _of_time(place)
    around = place.before + place.after
    if _has("hours", place.before) or _has("hours_after", place.after) or _has("doors", place.before[-8:]):
        return NotCounted.HOURS
    if not _has("firm", around) and len(around) > 6:
        return NotCounted.HOURS
    return _of_time(place)


def _of_time(place: _Place) -> NotCounted | None:
    """停业, 歇业: for some days, for a holiday, for works; but a pretext is none."""
    around = place.before + place.after
    if _has("not_temporary", around):
        return None
    if _has("temporary_after", place.after) or _has("temporary_before", place.before):
        return NotCounted.TEMPORARY
    return None


def _of_transfer(place: _Place) -> NotCounted | None:
    """转让: of the shop, not of a card, a course or a ticket."""
    if _has("card_after", place.after) or _has("card_moved", place.before):
        return NotCounted.THING
    if _has("shop_moved", place.before) or _has("shop_after", place.after):
        return None
    if _has("card_before", place.before) or not place.before:
        return NotCounted.THING if place.before or _has("account", place.last) else None
    return NotCounted.THING if _has("account", place.last[-12:]) else None


def _of_move(place: _Place) -> NotCounted | None:
    """搬走: the shop's move, not that of a caller or of furniture."""
    if _has("moved_things", place.after):
        return NotCounted.CALLER
    contexts = shipped_lists().contexts
    caller, shop = (contexts[name].search(place.before) for name in ("moved_by_caller", "moved_by_shop"))
    if caller is not None and (shop is None or shop.start() <= caller.start()):
        return NotCounted.CALLER
    if shop is not None:
        return None
    return NotCounted.CALLER if _has("moved_by_caller", place.last) else None


def _of_flight(place: _Place) -> NotCounted | None:
    """跑路: not a fee, not the caller who ran about."""
    if _has("not_ran", place.after):
        return NotCounted.CALLER
    if place.written in ("跑了", "溜了", "逃跑") and _has("ran_by_caller", place.before):
        return NotCounted.CALLER
    return None


def _of_contact(place: _Place) -> NotCounted | None:
    """失联: of the owner, not of a relative or a courier."""
    return NotCounted.CALLER if _has("persons", place.before[-8:]) else None


def _of_papers(place: _Place) -> NotCounted | None:
    """注销: of the firm, not of a membership."""
    near = place.before[-6:] + place.after[:6]
    return NotCounted.THING if _has("account", near) else None


_OF_WORD = {
    "关门": _of_hours,
    "闭店": _of_hours,
    "停业": _of_time,
    "转让": _of_transfer,
    "搬走": _of_move,
    "跑路": _of_flight,
    "失联": _of_contact,
    "注销": _of_papers,
}
