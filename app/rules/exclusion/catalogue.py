"""The catalogue of exclusion: for each 大类/子类 of a month its conditions, its evidence and its wording, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource, resource_toml
from app.rules.exclusion.moves import FLAGS, ExclusionFlag

# What evidence may be, by content; the largest is what the platform takes (domain: reply form).
FORMATS = ("jpg", "png", "pdf", "docx", "xlsx", "doc", "xls", "mp3", "wav", "m4a", "amr", "mp4")
_MOST_MB = 20
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class EvidenceDemand:
    """One kind of evidence: how many of it, in which formats, up to which size, and what a picture must show.

    `pixels` is the least length of a picture's shorter side; `placed` asks for time and place of the taking;
    `fresh` that it was taken after the dispatch; `own` that it proves only this ticket.
    """

    kind: str
    formats: tuple[str, ...]
    least: int = 1
    largest_mb: int = _MOST_MB
    pixels: int = 0
    placed: bool = False
    fresh: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """Required content of the statement: it must contain one of the words; `say` describes it to people."""

    say: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExclusionType:
    """One 大类/子类. `flag` is what it asks for; `within_days` counts natural days from the day of closing.

    `categories` and `ticket_types` are words of which one must stand in the ticket's own (empty: any ticket);
    `persons` are questions which only a person can answer.
    """

    major: str
    minor: str
    flag: ExclusionFlag
    condition: str
    evidence: tuple[EvidenceDemand, ...] = ()
    wording: tuple[Wording, ...] = ()
    persons: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    ticket_types: tuple[str, ...] = ()
    attempts: int = 0
    within_days: int = 0
    shortest: int = 30
    longest: int = 1000
    needs_platform_name: bool = False
    needs_closed: bool = False

    @property
    def words(self) -> str:
        """大类 / 子类."""
        return f"{self.major} / {self.minor}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules of one month."""

    month: str
    types: tuple[ExclusionType, ...]
    note: str = ""

    def find(self, major: str, minor: str) -> ExclusionType | None:
        """The type of this 大类/子类, or None."""
        return next((kind for kind in self.types if (kind.major, kind.minor) == (major, minor)), None)

    def named(self, text: str) -> ExclusionType | None:
        """The type a person means by `大类/子类`, or by a 子类 that only one 大类 has."""
        name = "".join(text.split()).replace("／", "/")
        whole = [kind for kind in self.types if f"{kind.major}/{kind.minor}" == name]
        minor = [kind for kind in self.types if name in (kind.minor, kind.major)]
        found = whole or (minor if len(minor) == 1 else [])
        return found[0] if found else None


class BadCatalogue(Refused, ValueError):
    """A catalogue that cannot be used; `field` names the type or its part."""


FIELD_WORDS = {
    "flag": "申请结果",
    "condition": "适用条件",
    "evidence": "佐证材料",
    "wording": "说明须写明",
    "persons": "人工核对",
    "categories": "限定问题分类",
    "ticket_types": "限定工单类型",
    "attempts": "联系次数",
    "within_days": "申请期限",
    "shortest": "说明最少字数",
    "longest": "说明最多字数",
    "needs_platform_name": "网络平台名称",
    "needs_closed": "须先办结",
}


@cache
def shipped_catalogues() -> tuple[Catalogue, ...]:
    """The catalogues that ship with the product, the first month first."""
    files = sorted(resource("exclusion").glob("*.toml"))
    return tuple(read_catalogue(resource_toml("exclusion", path.name)) for path in files)


def read_catalogue(data: Mapping[str, Any]) -> Catalogue:
    """A catalogue from its file shape: `month`, `note`, and per `type` the fields of ExclusionType.

    Raises:
        BadCatalogue: it cannot be used; the message says where and why.

    """
    month = str(data.get("month", ""))
    if not _MONTH.fullmatch(month):
        raise BadCatalogue(f"月份“{month}”应写成 2026-01", field="month")
    entries = data.get("type", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, Mapping) for entry in entries):
        raise BadCatalogue("目录里没有一个类型", field="type")
    types = tuple(_read_type(entry) for entry in entries)
    names = [entry.words for entry in types]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadCatalogue(f"{twice} 写了两次", field=twice)
    return Catalogue(month, types, str(data.get("note", "")))


def _read_type(data: Mapping[str, Any]) -> ExclusionType:
    name = f"{data.get('major', '')} / {data.get('minor', '')}"
    try:
        values = _known(ExclusionType, data)
        values["evidence"] = tuple(_read_demand(entry) for entry in data.get("evidence", ()))
        values["wording"] = tuple(
            Wording(str(entry["say"]), _texts(entry["words"])) for entry in data.get("wording", ())
        )
        made = ExclusionType(**values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadCatalogue(f"{name}：{error}", field=name) from error
    problem = next(_problems(made), "")
    if problem:
        raise BadCatalogue(f"{name}：{problem}", field=name)
    return made


def _read_demand(data: Mapping[str, Any]) -> EvidenceDemand:
    return EvidenceDemand(**_known(EvidenceDemand, data))


def _known(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data's values in the types of a dataclass: lists as tuples of texts, numbers not below 0."""
    names = {field.name: str(field.type) for field in fields(kind)}
    unknown = [name for name in data if name not in names]
    if unknown:
        raise ValueError(f"不认识“{unknown[0]}”")
    return {name: _value(name, names[name], value) for name, value in data.items()}


def _value(name: str, kind: str, value: Any) -> Any:
    wanted: type[Any] = {"str": str, "ExclusionFlag": str, "int": int, "bool": bool}.get(kind, list)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise ValueError(f"{FIELD_WORDS.get(name, name)}的写法不对：{value}")
    if wanted is int and value < 0:
        raise ValueError(f"{FIELD_WORDS.get(name, name)}不能小于 0")
    if kind == "ExclusionFlag":
        return _flag(value)
    if wanted is str:
        return value.strip()
    return _texts(value) if wanted is list and "str" in kind else value


def _flag(code: str) -> ExclusionFlag:
    try:
        return ExclusionFlag(code.strip())
    except ValueError as error:
        raise ValueError(f"申请结果应为 {'、'.join(FLAGS)}") from error


def _texts(value: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(text).strip() for text in value)


def _problems(made: ExclusionType) -> Iterator[str]:
    if not made.major or not made.minor:
        yield "大类和子类都要写"
    if made.shortest > made.longest:
        yield "说明最少字数大于最多字数"
    kinds = [demand.kind for demand in made.evidence]
    if len(set(kinds)) != len(kinds) or not all(kinds):
        yield "佐证材料的名称不能为空，也不能重复"
    for demand in made.evidence:
        strange = [name for name in demand.formats if name not in FORMATS]
        if strange or not demand.formats:
            yield f"{demand.kind}的格式应在 {'、'.join(FORMATS)} 之内"
        if not 1 <= demand.largest_mb <= _MOST_MB:
            yield f"{demand.kind}的大小应在 1 至 {_MOST_MB} MB"
    if any(not wording.words or not all(wording.words) for wording in made.wording):
        yield "说明须写明的每一项至少要有一个词"


def catalogue_data(catalogue: Catalogue) -> dict[str, Any]:
    """A catalogue in its file shape; `read_catalogue` reads it back unchanged."""
    types = [_plain(asdict(kind)) for kind in catalogue.types]
    return {"month": catalogue.month, "note": catalogue.note, "type": types}


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [_plain(item) if isinstance(item, dict) else item for item in value]
        if isinstance(value, tuple)
        else value
        for name, value in data.items()
    }
