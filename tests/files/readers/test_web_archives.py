"""Web pages in one file are read as the tables they hold, whatever the file is called."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from app.base.errors import FileRefused
from app.files.readers.sheets import open_sheets

ROW = ["热线-261120-000007", "示例标题", "示例内容"]
TABLE = "<table><tr><th>工单编号</th><th>标题</th><th>主要内容</th></tr><tr>{}</tr></table>"


def page(cells: list[str], charset: str) -> MIMEText:
    body = TABLE.format("".join(f"<td>{cell}</td>" for cell in cells))
    return MIMEText(f"<html><head><meta charset='{charset}'></head><body>{body}</body></html>", "html", charset)


def texts(path: Path) -> dict[str, list[list[object]]]:
    return {sheet.name: [list(cells) for _, cells in sheet.rows] for sheet in open_sheets(path)}


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("name", ["导出.xls", "导出.mht", "导出.doc"])
def test_each_page_with_a_table_is_a_sheet(tmp_path: Path, charset: str, name: str) -> None:
    archive = MIMEMultipart("related")
    archive.attach(MIMEText("<html><frameset><frame src='sheet001.htm'></frameset></html>", "html", charset))
    for number, cells in ((1, ROW), (2, [*ROW[:2], "另一内容"])):
        sheet = page(cells, charset)
        sheet["Content-Location"] = f"file:///C:/x.files/sheet00{number}.htm"
        archive.attach(sheet)
    (tmp_path / name).write_bytes(archive.as_bytes())
    found = texts(tmp_path / name)
    assert list(found) == ["sheet001", "sheet002"]
    assert found["sheet001"][1] == ROW
    assert found["sheet002"][1] == [*ROW[:2], "另一内容"]


def test_a_page_without_parts_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"Subject: =?utf-8?B?5a+85Ye6?=\r\n" + page(ROW, "utf-8").as_bytes())
    assert texts(tmp_path / "a.xls")["a"][1] == ROW


def test_an_archive_without_a_table_is_refused(tmp_path: Path) -> None:
    archive = MIMEMultipart("related")
    archive.attach(MIMEText("<html><p>无</p></html>", "html", "utf-8"))
    (tmp_path / "a.xls").write_bytes(archive.as_bytes())
    with pytest.raises(FileRefused, match="未导入"):
        texts(tmp_path / "a.xls")


def test_a_table_whose_first_header_has_a_colon_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("编号:A,标题\nContent,乙\n", encoding="utf-8")
    assert texts(tmp_path / "a.csv") == {"a": [["编号:A", "标题"], ["Content", "乙"]]}
