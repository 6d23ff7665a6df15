"""Pages: lines of a cell, and print forms saved as a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.files.readers.markup import html_sheets


def rows(path: Path, body: str) -> list[list[str]]:
    path.write_text(f"<html><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")
    return [list(map(str, cells)) for sheet in html_sheets(path) for _, cells in sheet.rows]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("甲<br>\n乙", "甲\n乙"),
        ("甲<br/>乙<br><br>丙", "甲\n乙\n\n丙"),
        ("<p>甲</p>\n<p>乙\n丙</p>", "甲\n乙 丙"),
        ("甲<div>乙</div>丙", "甲\n乙\n丙"),
        ("<div><div>甲</div></div>", "甲"),
        ("<div>甲<br></div><div>乙</div>", "甲\n乙"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("甲\n  乙", "甲 乙"),
        ("<b>甲</b> <i>乙</i>", "甲 乙"),
        ("<span>1<!-- 2 -->3</span>", "13"),
        ("&nbsp;", ""),
    ],
)
def test_a_cell_has_the_lines_that_a_browser_shows(tmp_path: Path, cell: str, text: str) -> None:
    assert rows(tmp_path / "a.html", f"<table><tr><td>{cell}</td><td>x</td></tr></table>") == [[text, "x"]]


def test_forms_on_a_page_are_a_row_for_each_ticket(tmp_path: Path) -> None:
    form = (
        "<table><tr><td colspan=4>受理工单</td></tr>"
        "<tr><td>工单编号：</td><td>A-{0}</td><td><b>来电人</b></td><td>{1}</td></tr>"
        "<tr><td>标题</td><td colspan=3>退卡{0}</td></tr>"
        "<tr><td>承办单位：</td><td></td><td>派单时间</td><td>2026-11-24 09:00</td></tr></table>"
    )
    found = rows(tmp_path / "a.html", form.format(1, "甲") + form.format(2, ""))
    assert found == [
        ["工单编号", "来电人", "标题", "承办单位", "派单时间"],
        ["A-1", "甲", "退卡1", "", "2026-11-24 09:00"],
        ["A-2", "", "退卡2", "", "2026-11-24 09:00"],
    ]


def test_a_list_on_a_page_stays_a_list(tmp_path: Path) -> None:
    listed = "<table><tr><th>工单编号<th>标题<th>主要内容</tr><tr><td>A-1<td>工单编号<td>A-2</tr></table>"
    assert rows(tmp_path / "a.html", listed) == [["工单编号", "标题", "主要内容"], ["A-1", "工单编号", "A-2"]]
