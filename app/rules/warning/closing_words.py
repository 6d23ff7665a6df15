"""Words that a shop is closing or its owner gone, read with their context: what counts, and what does not and why."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.rules.shared.folding import fold
from app.rules.warning import closing_lists as lists

_CLAUSE = re.compile(r"[^，,。；;！!？?\n（）()…:：]+")
_BEFORE, _AFTER = 32, 14


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


def _compiled(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{word}>{pattern})" for word, pattern in table.items()))


# A sign may hold a closing word (张贴停业通知): each kind is looked for by itself.
_WORDS = (_compiled({**lists.ABSCONDING, **lists.CLOSING}), _compiled(lists.SIGNS))
_KINDS = {
    **dict.fromkeys(lists.CLOSING, SignalKind.CLOSING),
    **dict.fromkeys(lists.ABSCONDING, SignalKind.ABSCONDING),
    **dict.fromkeys(lists.SIGNS, SignalKind.SIGN),
}
_NEGATED = re.compile(f"(?:{lists.NEGATED})$")
_FEAR = re.compile(lists.FEARS)
_FACT = re.compile(lists.FACT_AFTER_FEAR)
_CARRIES = re.compile(lists.CARRIES)
_ASKED = re.compile(lists.ASKED)
_OTHERS = re.compile(lists.OTHERS)
_NEIGHBOUR = re.compile(lists.NEIGHBOURS)
_RUMOUR = re.compile(lists.RUMOUR)
_NOT_MEANT = re.compile(lists.NOT_MEANT_AFTER)
_AS_OTHERS = re.compile(lists.AS_OTHERS)
_TEMPORARY_AFTER = re.compile(lists.TEMPORARY_AFTER)
_TEMPORARY_BEFORE = re.compile(lists.TEMPORARY_BEFORE)
_NOT_TEMPORARY = re.compile(lists.NOT_TEMPORARY)
_HOURS, _HOURS_AFTER = re.compile(lists.HOURS), re.compile(lists.HOURS_AFTER)
_DOORS, _FIRM = re.compile(lists.DOORS), re.compile(lists.FIRM)
_CARD_AFTER, _CARD_BEFORE = re.compile(lists.CARD_AFTER), re.compile(lists.CARD_BEFORE)
_CARD_MOVED = re.compile(lists.CARD_MOVED)
_SHOP_MOVED, _SHOP_AFTER = re.compile(lists.SHOP_MOVED), re.compile(lists.SHOP_AFTER)
_CALLER_MOVES, _SHOP_MOVES = re.compile(lists.MOVED_BY_CALLER), re.compile(lists.MOVED_BY_SHOP)
_MOVED_THINGS = re.compile(lists.MOVED_THINGS)
_PERSONS, _NOT_RAN = re.compile(lists.PERSONS), re.compile(lists.NOT_RAN)
_RAN_BY_CALLER, _ACCOUNT = re.compile(lists.RAN_BY_CALLER), re.compile(lists.ACCOUNT)
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


def closes(text: str) -> bool:
    """Whether a closing word counts in a text."""
    return any(one.closes for one in _walk(fold(text)))


def _walk(text: str) -> Iterator[Signal]:
    last = ""
    carried = False
    for clause in _CLAUSE.finditer(text):
        whole = clause[0].strip()
        for match in (found for words in _WORDS for found in words.finditer(whole)):
            word = match.lastgroup or ""
            place = _Place(
                word,
                match[0],
                whole[max(0, match.start() - _BEFORE) : match.start()],
                whole[match.end() : match.end() + _AFTER],
                last,
            )
            kind = _KINDS[word]
            why = None if kind is SignalKind.SIGN else NotCounted.FEAR if carried else _why_not(place)
            start = max(0, match.start() - 6)
            yield Signal(word, kind, whole[start : match.end() + 4], why)
        tail = whole[-_BEFORE:]
        carried = bool(_FEAR.search(tail) or _OTHERS.search(tail)) and bool(_CARRIES.search(tail))
        last = tail


def _why_not(place: _Place) -> NotCounted | None:
    """Why the word says nothing of the shop's end, or None where it does."""
    before, after = place.before, place.after
    if _NEGATED.search(before) or _RUMOUR.search(before) or _NOT_MEANT.search(after):
        return NotCounted.NEGATED
    fear = _last(_FEAR, before)
    if fear is not None and not _FACT.search(before, fear):
        return NotCounted.FEAR
    if _OTHERS.search(before) or _NEIGHBOUR.search(before) or _AS_OTHERS.search(after):
        return NotCounted.OTHER
    if _ASKED.search(before) and not _NEXT.search(after):
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
    """关门, 闭馆: an end only where it is said firmly, and no hour stands beside it."""
    if place.written not in ("关门", "闭馆"):
        return None
    around = place.before + place.after
    if _HOURS.search(place.before) or _HOURS_AFTER.search(place.after) or _DOORS.search(place.before[-8:]):
        return NotCounted.HOURS
    if not _FIRM.search(around) and len(around) > 6:
        return NotCounted.HOURS
    return _of_time(place)


def _of_time(place: _Place) -> NotCounted | None:
    """停业, 歇业: for some days, for a holiday, for works; but a pretext is none."""
    around = place.before + place.after
    if _NOT_TEMPORARY.search(around):
        return None
    if _TEMPORARY_AFTER.search(place.after) or _TEMPORARY_BEFORE.search(place.before):
        return NotCounted.TEMPORARY
    return None


def _of_transfer(place: _Place) -> NotCounted | None:
    """转让: of the shop, not of a card, a course or a ticket."""
    if _CARD_AFTER.search(place.after) or _CARD_MOVED.search(place.before):
        return NotCounted.THING
    if _SHOP_MOVED.search(place.before) or _SHOP_AFTER.search(place.after):
        return None
    if _CARD_BEFORE.search(place.before) or not place.before:
        return NotCounted.THING if place.before or _ACCOUNT.search(place.last) else None
    return NotCounted.THING if _ACCOUNT.search(place.last[-12:]) else None


def _of_move(place: _Place) -> NotCounted | None:
    """搬走: the shop's move, not that of a caller or of furniture."""
    if _MOVED_THINGS.search(place.after):
        return NotCounted.CALLER
    if _CALLER_MOVES.search(place.before):
        return NotCounted.CALLER
    if _SHOP_MOVES.search(place.before):
        return None
    return NotCounted.CALLER if _CALLER_MOVES.search(place.last) else None


def _of_flight(place: _Place) -> NotCounted | None:
    """跑路: not a fee, not the caller who ran about."""
    if _NOT_RAN.search(place.after):
        return NotCounted.CALLER
    if place.written in ("跑了", "溜了", "逃跑") and _RAN_BY_CALLER.search(place.before):
        return NotCounted.CALLER
    return None


def _of_contact(place: _Place) -> NotCounted | None:
    """失联: of the owner, not of a relative or a courier."""
    return NotCounted.CALLER if _PERSONS.search(place.before[-8:]) else None


def _of_papers(place: _Place) -> NotCounted | None:
    """注销: of the firm, not of a membership."""
    near = place.before[-6:] + place.after[:6]
    return NotCounted.THING if _ACCOUNT.search(near) else None


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
