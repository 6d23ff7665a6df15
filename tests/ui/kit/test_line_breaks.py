"""Where a painted text is broken."""

from __future__ import annotations

import pytest

from app.ui.kit.line_breaks import broken


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("还能救的 4 件", 20, ["还能救的 4 件"]),
        ("还能救的 40 件，早已超期的 338 件", 14, ["还能救的 40 件，", "早已超期的 338 件"]),
        ("一二三四五六七八", 3, ["一二三", "四五六", "七八"]),
        ("", 3, [""]),
        ("一二三", 0, ["一", "二", "三"]),
    ],
)
def test_a_text_is_broken_behind_a_mark_where_there_is_one(text: str, most: int, lines: list[str]) -> None:
    assert broken(text, lambda line: len(line) <= most) == lines
    assert "".join(lines) == text
