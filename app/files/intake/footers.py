"""Recognises rows that are no tickets: totals, signatures, print times, notes and page marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_FOOTER = re.compile(
    r"^[（(【\[—\-－*※\s]*(?:"
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|本页合计|汇总|本页小计)(?:[：:（(\s\d].*)?"
    r"|(?:制表|审核|填表|填报|复核|审批|统计|打印|导出|经办|批准|校对|报表|制单)(?:人|人员|人签字|单位|部门|时间|日期)\s*(?:[：:（(\s].*)?"
    r"|(?:单位|部门)?(?:负责人|盖章|签章|签字|分管领导)\s*(?:[：:（(\s].*)?"
    r"|(?:制表|审核|填表|复核|备注|注|附注|说明|填表说明|日期|时间)\s*[：:].*"
    r"|共\s*[\d,，]+\s*(?:条|件|行|页|笔|个|单).*"
    r"|第\s*\d+\s*页.*|\d+\s*/\s*\d+\s*页?"
    r"|以下空白.*|以下无正文.*|以上.{0,30}|完|END"
    r")[）)】\]—\-－*\s]*$",
    re.IGNORECASE | re.DOTALL,
)
# The beginning of a text says whether it is a footer; the whole of a hostile one would take long to compare.
_LOOKED_AT = 300
# A total never fills as many cells with text as a ticket does.
_TEXTS_OF_A_TICKET = 8


@lru_cache(maxsize=4096)
def is_footer_text(text: str) -> bool:
    """Whether a text is that of a footer (合计, 制表人：某, 共 3 条 …)."""
    return _FOOTER.match(text.strip()[:_LOOKED_AT]) is not None


def is_footer(cells: Sequence[object]) -> bool:
    """Whether a row without a ticket number is a footer: its first text is one, and little else is text."""
    for cell in cells:
        if isinstance(cell, str) and cell and not cell.isspace():
            return is_footer_text(cell) and _texts(cells) < _TEXTS_OF_A_TICKET
    return False


def _texts(cells: Sequence[object]) -> int:
    return sum(1 for cell in cells if isinstance(cell, str) and cell and not cell.isspace())
