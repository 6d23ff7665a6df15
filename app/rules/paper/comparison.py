"""Compares the numbers of a dropped-back file with those of its draft; text, order and pictures are free."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.rules.paper.states import FigureChange

# What a figure is printed as: a number with the word of its change, or a word that stands for one.
_NUMBER = re.compile(r"(?:上升|下降)?\d+(?:[,，]\d{3})*(?:[.．]\d+)?[%％]?|持平|—(?:（基期数据不全）)?")
_AROUND, _MOST = 8, 80
_BLANK = "\0"


class Piece(NamedTuple):
    """A part of a paragraph: its text, and the tag of the content control it stands in, "" for plain text."""

    text: str
    tag: str = ""


class Line(NamedTuple):
    """One paragraph of a file; `label` names the row and the column of a cell, "" outside of tables."""

    pieces: tuple[Piece, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that differs; `place` is where it stands in the file (see NewChange), "" for a removed one."""

    change: FigureChange
    tag: str
    drafted: str
    stands: str
    context: str
    place: str


class _Number(NamedTuple):
    """One number in a file: its text, where it stands, and what stands around it with its numbers left out."""

    text: str
    tag: str
    line: int
    start: int
    end: int
    before: str
    after: str
    label: str

    @property
    def place(self) -> str:
        return f"{self.line}:{self.start}:{self.end}"

    @property
    def plain(self) -> str:
        """The text as it is compared: in half width, without blanks, thousands signs and the sign of per cent."""
        return re.sub(r"[\s,，%]", "", unicodedata.normalize("NFKC", self.text))


def compare(drafted: Sequence[Line], found: Sequence[Line]) -> list[Difference]:
    """Each number of the draft's figures that the file changed or removed, and each number that it added.

    A figure is known by its content control; where the control is gone, the number at the same place of the text
    stands for it. A figure that was only moved or copied is no difference.
    """
    was, now = list(_numbers(drafted)), list(_numbers(found))
    told: list[tuple[_Number, Difference]] = []
    lost: list[_Number] = []
    left = {tag: [one for one in now if one.tag == tag] for tag in {one.tag for one in now if one.tag}}
    for tag, own in _by_tag(was).items():
        pairs, gone, copies = _paired(own, left.get(tag, []))
        told += [(there, _changed(here, there, found)) for here, there in pairs if here.plain != there.plain]
        told += [(there, _changed(own[0], there, found)) for there in copies if there.plain != own[0].plain]
        lost += gone
    free = [one for one in now if not one.tag or one.tag not in _by_tag(was)]
    for here in lost:
        there = _at_the_same_place(here, free)
        if there is None:
            context = _shown(drafted[here.line].text, here.start)
            told.append((here, Difference(FigureChange.REMOVED, here.tag, here.text, "", context, "")))
            continue
        free.remove(there)
        if there.plain != here.plain:
            told.append((there, _changed(here, there, found)))
    told += [(one, _added(one, found)) for one in _surplus(free, was, drafted, found)]
    return [difference for _, difference in sorted(told, key=lambda one: (one[0].line, one[0].start))]


def _numbers(lines: Sequence[Line]) -> Iterator[_Number]:
    for number, line in enumerate(lines):
        whole, start = line.text, 0
        for piece in line.pieces:
            spans = [(start, start + len(piece.text))] if piece.tag else _spans(piece.text, start)
            for first, last in spans:
                before, after = (_NUMBER.sub("", part).replace("%", "") for part in (whole[:first], whole[last:]))
                yield _Number(whole[first:last], piece.tag, number, first, last, before, after, line.label)
            start += len(piece.text)


def _spans(text: str, start: int) -> list[tuple[int, int]]:
    return [(start + found.start(), start + found.end()) for found in _NUMBER.finditer(text)]


def _by_tag(numbers: Iterable[_Number]) -> dict[str, list[_Number]]:
    found: dict[str, list[_Number]] = defaultdict(list)
    for one in numbers:
        if one.tag:
            found[one.tag].append(one)
    return found


def _paired(
    own: Sequence[_Number], there: Sequence[_Number]
) -> tuple[list[tuple[_Number, _Number]], list[_Number], list[_Number]]:
    """The places of one figure in the draft and in the file, pair by pair; those without a partner on either side."""
    here, rest = list(own), list(there)
    pairs: list[tuple[_Number, _Number]] = []
    for same in (_same_text, _any):
        for one in list(here):
            partner = next((other for other in rest if same(one, other)), None)
            if partner is not None:
                pairs.append((one, partner))
                here.remove(one)
                rest.remove(partner)
    return pairs, here, rest


def _same_text(one: _Number, other: _Number) -> bool:
    return one.plain == other.plain


def _any(_one: _Number, _other: _Number) -> bool:
    return True


def _at_the_same_place(here: _Number, free: Sequence[_Number]) -> _Number | None:
    """The number that stands where a lost figure stood: in the same cell or sentence, or between the same words."""
    if here.label:
        return next((one for one in free if one.label == here.label), None)
    same = [one for one in free if (one.before, one.after, one.label) == (here.before, here.after, "")]
    if same:
        return min(same, key=lambda one: abs(one.line - here.line))
    best, most = None, 0
    for one in free:
        score = _common(here.before[::-1], one.before[::-1]) + _common(here.after, one.after)
        if not one.label and score > most:
            best, most = one, score
    return best if most >= min(4, len(here.before) + len(here.after)) and most else None


def _common(one: str, other: str) -> int:
    """How many signs two texts begin with alike, up to eight."""
    count = 0
    for here, there in zip(one[:_AROUND], other[:_AROUND], strict=False):
        if here != there:
            break
        count += 1
    return count


def _surplus(
    free: Sequence[_Number], was: Sequence[_Number], drafted: Sequence[Line], found: Sequence[Line]
) -> list[_Number]:
    """The plain numbers of the file that the draft has not, or less often; those in unchanged paragraphs last."""
    known = Counter(one.plain for one in was if not one.tag)
    texts = {line.text for line in drafted}
    added: list[_Number] = []
    for one in sorted(free, key=lambda one: found[one.line].text not in texts):
        if known[one.plain]:
            known[one.plain] -= 1
        elif any(sign.isdigit() for sign in one.text):
            added.append(one)
    return added


def _changed(here: _Number, there: _Number, found: Sequence[Line]) -> Difference:
    context = _shown(found[there.line].text, there.start, there.label)
    if there.text[-1:] in "%％" and here.text[-1:] not in "%％":
        there = there._replace(text=there.text[:-1], end=there.end - 1)  # the sign only follows the figure
    return Difference(FigureChange.CHANGED, here.tag, here.text, there.text, context, there.place)


def _added(one: _Number, found: Sequence[Line]) -> Difference:
    context = _shown(found[one.line].text, one.start, one.label)
    return Difference(FigureChange.ADDED, "", "", one.text, context, one.place)


def _shown(text: str, at: int, label: str = "") -> str:
    """The words around a number, as a list shows them."""
    if label:
        return " · ".join(filter(None, label.split(_BLANK)[1:]))
    first = max(0, at - _MOST // 2)
    shown = text[first : first + _MOST]
    return f"{'…' if first else ''}{shown}{'…' if first + _MOST < len(text) else ''}"
