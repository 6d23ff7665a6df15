"""Texts of an event: limits at their field, and places of a draft that are filled in for each ticket."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.rules.event.texts import check_template, check_title, check_wording, filled


def test_places_are_filled_in_and_an_unknown_one_is_refused() -> None:
    draft = check_template(" 您反映的{编号}（{标题}）：{口径} ")
    assert filled(draft, {"编号": "热线-1", "标题": "退卡", "口径": "正在协调"}) == "您反映的热线-1（退卡）：正在协调"
    with pytest.raises(Refused, match=r"不能代入 \{姓名\}") as refused:
        check_template("{姓名}您好")
    assert refused.value.field == "template"


@pytest.mark.parametrize(("check", "field"), [(check_title, "title"), (check_wording, "text")])
def test_empty_and_long_texts_are_refused_at_their_field(check, field) -> None:  # type: ignore[no-untyped-def]
    for text in ("  ", "字" * 2001):
        with pytest.raises(Refused) as refused:
            check(text)
        assert refused.value.field == field
