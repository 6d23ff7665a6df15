"""Reads the units of an official ranking from a table: place, unit, score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from app.base.errors import Refused
from app.rules.shared.folding import fold, fold_word, says_nothing
from app.rules.shared.header_text import clean
from app.rules.shared.text_tables import TextTable

_PLACES = frozenset(map(clean, ("排名", "名次", "位次", "综合排名", "总排名", "序位")))
_UNITS = frozenset(map(clean, ("单位", "单位名称", "承办单位", "部门", "部门名称", "委办局", "被考核单位", "考核单位")))
_SCORES = frozenset(
    map(clean, ("综合成绩", "综合得分", "综合评分", "总成绩", "总得分", "总分", "得分", "成绩", "考核得分"))
)
_HEADER_ROWS = 20
_FOOTERS = ("合计", "平均", "汇总", "全区", "注", "说明", "备注")
_MOST = 1000


class BadRanking(Refused):
    """A table of units that cannot be taken; the message names sheet, row, column and value."""


@dataclass(frozen=True, slots=True)
class OfficialUnit:
    """One unit of a ranking; `score` is its text without blanks and 分, "" where none is told."""

    place: int | None
    unit: str
    score: str
    row: int = 0

    @property
    def points(self) -> Decimal | None:
        """The score as a number; None where none is told."""
        return Decimal(self.score) if self.score else None


def read_units(tables: Sequence[TextTable]) -> tuple[OfficialUnit, ...] | None:
    """The units of the first sheet that has columns of units and scores; None when no sheet has.

    Where no place is told, the scores give it; equal ones share a place.

    Raises:
        BadRanking: a place or a score is no number, a unit stands twice, or no row has a unit.

    """
    for table in tables:
        header = _header(table)
        if header is not None:
            return _ranked(_units_below(table, *header))
    return None


def read_score(text: str) -> str:
    """A score as it is kept: "93.10"; "" for a cell that says nothing.

    Raises:
        BadRanking: it is no number from 0 to 200.

    """
    plain = fold(text).removesuffix("分").strip()
    if says_nothing(plain):
        return ""
    try:
        number = Decimal(plain) if plain.isascii() and len(plain) <= 20 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    # A bonus may lift a score above 100.
    if not number.is_finite() or not 0 <= number <= 200 or int(number.as_tuple().exponent) < -12:
        raise BadRanking(f"“{text}”不是分数", field="score", hint="请写成 93.1")
    return f"{number:f}"


def find_ours(units: Sequence[OfficialUnit], names: Sequence[str]) -> OfficialUnit | None:
    """Our own line: the unit of the first of these names that one unit alone is called by, or has in its own."""
    for name in filter(None, map(fold_word, names)):
        same = [unit for unit in units if fold_word(unit.unit) == name]
        found = same or [unit for unit in units if name in fold_word(unit.unit) or fold_word(unit.unit) in name]
        if len(found) == 1:
            return found[0]
    return None


def _header(table: TextTable) -> tuple[int, dict[str, int]] | None:
    for index, (_, cells) in enumerate(table.rows[:_HEADER_ROWS]):
        names = [clean(cell) for cell in cells]
        found = {
            field: next((at for at, name in enumerate(names) if name in words), -1)
            for field, words in (("place", _PLACES), ("unit", _UNITS), ("score", _SCORES))
        }
        if found["unit"] >= 0 and found["score"] >= 0:
            return index, found
    return None


def _units_below(table: TextTable, header: int, columns: dict[str, int]) -> list[OfficialUnit]:
    titles = table.rows[header][1]
    units: list[OfficialUnit] = []
    for row, cells in table.rows[header + 1 :]:
        told = {field: cells[at] if 0 <= at < len(cells) else "" for field, at in columns.items()}
        name = " ".join(told["unit"].split())
        if says_nothing(name) or any(name.startswith(word) for word in _FOOTERS):
            continue
        place = _place(table, row, titles, columns["place"], told["place"])
        try:
            score = read_score(told["score"])
        except BadRanking as error:
            raise _at(table, row, titles[columns["score"]], told["score"], "请改成分数，例如 93.1") from error
        if any(fold_word(unit.unit) == fold_word(name) for unit in units):
            raise _at(table, row, titles[columns["unit"]], name, "这个单位出现两次，请留一行")
        units.append(OfficialUnit(place, name, score, row))
    if not units or len(units) > _MOST:
        raise BadRanking(
            f"“{table.sheet}”里有 {len(units)} 个单位，不能作为排名", field="file", hint="请核对表头下面的行"
        )
    return units


def _place(table: TextTable, row: int, titles: Sequence[str], column: int, text: str) -> int | None:
    plain = fold(text).removeprefix("第").removesuffix("名").strip()
    if column < 0 or says_nothing(plain):
        return None
    if not (plain.isascii() and plain.isdigit() and 0 < int(plain[:6]) <= _MOST):
        raise _at(table, row, titles[column], text, "请改成名次，例如 6")
    return int(plain)


def _ranked(units: list[OfficialUnit]) -> tuple[OfficialUnit, ...]:
    if any(unit.place is not None for unit in units):
        return tuple(units)
    scores = [unit.points for unit in units if unit.points is not None]
    return tuple(
        replace(unit, place=None if unit.points is None else 1 + sum(score > unit.points for score in scores))
        for unit in units
    )


def _at(table: TextTable, row: int, column: str, value: str, what: str) -> BadRanking:
    place = f"工作表“{table.sheet}”第 {row} 行“{column}”"
    return BadRanking(f"{place}：“{value}”不能采用", field="file", hint=what)
