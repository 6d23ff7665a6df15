"""Reads weights to try out on past periods: weights=10/45/45, partly=solved, mostly=0.8."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.base.errors import Refused
from app.rules.figures.rates import Weights
from app.rules.figures.settings import FigureSettings, form_of, read_settings

_SHARES = ("response", "resolution", "satisfaction")
_WORDS = {"solved": "1", "unsolved": "0", "satisfied": "1", "unsatisfied": "0", "已解决": "1", "未解决": "0"}
# The words of each key that may be tried, and the other names it goes by.
_NAMES = {"partial": "partly", "partly": "partly", "mostly": "mostly", **{name: name for name in _SHARES}}
EXAMPLE = "weights=10/45/45,partial=solved"


def read_what_if(text: str, settings: FigureSettings) -> Weights:
    """The weights of a text, what it does not say as in the settings; `since` stays theirs.

    Raises:
        Refused: the text names something else, or a value cannot be taken (field "what_if").

    """
    form: dict[str, object] = dict(form_of(settings))
    for part in filter(None, (part.strip() for part in text.replace("，", ",").replace(" ", ",").split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name == "weights":
            form |= _shares(value)
        elif equals and name in _NAMES:
            form[_NAMES[name]] = _WORDS.get(value, value)
        else:
            raise Refused(f"“{part}”不能试算", field="what_if", hint=f"请写成 {EXAMPLE}")
    return replace(read_settings(form).weights, since=settings.since)


def _shares(text: str) -> Mapping[str, object]:
    numbers = text.replace("%", "").replace(":", "/").split("/")
    if len(numbers) != len(_SHARES):
        raise Refused(f"“{text}”不是三项权重", field="what_if", hint=f"请写成 {EXAMPLE}")
    return dict(zip(_SHARES, numbers, strict=True))
