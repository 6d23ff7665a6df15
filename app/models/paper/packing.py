"""Packs a paper into bytes and reads it back: compressed JSON in which every record names its kind."""

from __future__ import annotations

import dataclasses
import enum
import json
import zlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from app.rules.figures.fields import Caliber
from app.rules.figures.periods import Period, PeriodKind, PeriodName, PeriodRules
from app.rules.paper import model
from app.rules.paper.comparison import Line, Piece
from app.rules.paper.kinds import PaperKind
from app.rules.upkeep.states import RegisterFault, RegisterState, fault_of

_RECORDS: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        model.Paper,
        model.Section,
        model.Paragraph,
        model.Table,
        model.Chart,
        model.Series,
        model.PrintedFigure,
        model.FrozenFigure,
        Period,
        PeriodName,
        PeriodRules,
    )
}
_CODES: dict[str, Callable[[Any], Any]] = {
    one.__name__: one for one in (Caliber, PaperKind, PeriodKind, model.Aspect, model.ChartForm)
}
_RECORD, _CODE, _INSTANT, _DAY = "_r", "_c", "_t", "_d"


def pack(paper: model.Paper) -> bytes:
    """The bytes of a paper."""
    return zlib.compress(json.dumps(_plain(paper), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> model.Paper:
    """The paper of these bytes.

    Raises:
        RegisterFault: they are not those of a paper that this program knows.

    """
    try:
        paper = _made(json.loads(zlib.decompress(packed)))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise _damaged() from error
    if not isinstance(paper, model.Paper):
        raise _damaged()
    return paper


def pack_lines(lines: Sequence[Line]) -> bytes:
    """The paragraphs of a draft's file, packed."""
    plain = [[line.label, [[piece.text, piece.tag] for piece in line.pieces]] for line in lines]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack_lines(packed: bytes) -> list[Line]:
    """The paragraphs that `pack_lines` packed."""
    plain = json.loads(zlib.decompress(packed))
    return [Line(tuple(Piece(*piece) for piece in pieces), label) for label, pieces in plain]


def _damaged() -> RegisterFault:
    return fault_of(RegisterState.DAMAGED, detail="一份报表的内容无法读取")


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return {_CODE: type(value).__name__, "v": value.value}
    if dataclasses.is_dataclass(value):
        named = {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {_RECORD: type(value).__name__} | named
    if isinstance(value, datetime):
        return {_INSTANT: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_made(one) for one in value)
    if not isinstance(value, dict):
        return value
    if _CODE in value:
        return _CODES[value[_CODE]](value["v"])
    if _INSTANT in value:
        return datetime.fromisoformat(value[_INSTANT])
    if _DAY in value:
        return date.fromisoformat(value[_DAY])
    return _RECORDS[value[_RECORD]](**{name: _made(one) for name, one in value.items() if name != _RECORD})
