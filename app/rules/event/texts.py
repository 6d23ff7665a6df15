"""The texts of an event: their limits, and the draft of a reply filled in for each ticket."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.base.errors import Refused

LONGEST_TITLE, LONGEST_WORDING, LONGEST_RESULT, LONGEST_NAME = 60, 2000, 2000, 60
WORDING = "口径"
# What stands in braces in the draft of a reply, and is filled in for each ticket.
PLACES = ("编号", "标题", "承办单位", WORDING)
_PLACE = re.compile(r"[{｛]([^{}｛｝\n]{1,12})[}｝]")


def check_title(title: str) -> str:
    """The title of an event without blanks around it.

    Raises:
        Refused: it is empty or too long (field "title").

    """
    return _checked(title, "title", LONGEST_TITLE, "请填写事件名称")


def check_wording(text: str) -> str:
    """The shared wording without blanks around it.

    Raises:
        Refused: it is empty or too long (field "text").

    """
    return _checked(text, "text", LONGEST_WORDING, "请填写统一口径")


def check_result(text: str) -> str:
    """The result with which an event ends.

    Raises:
        Refused: it is empty or too long (field "result").

    """
    return _checked(text, "result", LONGEST_RESULT, "请写明处置结果")


def check_template(text: str) -> str:
    """The draft of a reply for many tickets.

    Raises:
        Refused: it is empty, too long, or names a place that cannot be filled in (field "template").

    """
    found = _checked(text, "template", LONGEST_WORDING, "请填写答复")
    unknown = next((name for name in _PLACE.findall(found) if name not in PLACES), None)
    if unknown is not None:
        raise Refused(
            f"不能代入 {{{unknown}}}", field="template", hint=f"可用 {'、'.join(f'{{{one}}}' for one in PLACES)}"
        )
    return found


def filled(template: str, values: Mapping[str, str]) -> str:
    """The draft with its places filled in."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), template)


def _checked(text: str, field: str, most: int, missing: str) -> str:
    found = text.strip()
    if not found:
        raise Refused(missing, field=field)
    if len(found) > most:
        raise Refused(f"最多 {most} 字，现有 {len(found)} 字", field=field)
    return found
