"""Reads TOML that people wrote, and writes plain values as TOML in the form of the shipped files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from app.base.errors import Refused

_LONGEST = 2_000_000
_DEEPEST = 20


class BadToml(Refused):
    """A text that is no TOML, or none that a form of the product could be."""


def read_toml(text: str) -> dict[str, Any]:
    """The data of a TOML text. Whatever the text is, nothing but `BadToml` is raised.

    Raises:
        BadToml: no TOML, more than 2,000,000 characters, or nested more than 20 deep.

    """
    if len(text) > _LONGEST:
        raise BadToml(f"内容太长（{len(text)} 个字），最多 {_LONGEST} 个字")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadToml(f"写法不对：{_clipped(error)}") from error
    except RecursionError:
        raise BadToml(_TOO_DEEP) from None
    except ValueError as error:  # a number of thousands of digits, a day that does not exist
        raise BadToml("写法不对：有一个数字或日期超出范围") from error
    _check_depth(data)
    return data


_TOO_DEEP = f"写法不对：括号或表嵌套超过 {_DEEPEST} 层"


def _clipped(error: Exception) -> str:
    words = str(error)
    return words if len(words) <= 200 else f"{words[:200]}…"


def _check_depth(data: object) -> None:
    level: list[object] = [data]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise BadToml(_TOO_DEEP)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return [inner for inner in value.values() if isinstance(inner, Mapping | list)]
    return [inner for inner in value if isinstance(inner, Mapping | list)] if isinstance(value, list) else ()


def toml_text(data: Mapping[str, Any]) -> str:
    """TOML that `tomllib` reads back as the same data: strings, whole numbers, dates, times, lists and tables.

    Raises:
        TypeError: there is a value of another kind.

    """
    return "\n".join(_table(data, "")).strip() + "\n"


def _table(data: Mapping[str, Any], name: str) -> list[str]:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in data.items() if not _is_table(value)]
    for key, value in data.items():
        path = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(value, Mapping):
            lines += ["", f"[{path}]", *_table(value, path)]
        elif _is_table(value):
            for entry in value:
                lines += ["", f"[[{path}]]", *_table(entry, path)]
    return lines


def _is_table(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, Mapping) for entry in value)
    return isinstance(value, Mapping)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"no TOML for {type(value).__name__}")
