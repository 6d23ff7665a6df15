"""Kinds of files that hold no table to read are refused by their content, with how to save them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.base.errors import FileRefused
from app.files.readers.sheets import open_sheets


def refused(path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as error:
        list(open_sheets(path))
    return error.value


@pytest.mark.parametrize(
    ("start", "word", "hint"),
    [
        (b"%PDF-1.7\n", "PDF", "导出"),
        (b"\xef\xbb\xbf  {\\rtf1\\ansi", "RTF", ".docx"),
        (b"ID;PWXL;N;E\n", "SYLK", ".xlsx"),
        (b"TABLE\r\n0,1\r\n", "DIF", ".xlsx"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00", "Access", ".xlsx"),
        (b"\x1f\x8b\x08\x00", "gzip", "解压"),
        (b"7z\xbc\xaf\x27\x1c", "7z", "解压"),
        (b"Rar!\x1a\x07", "RAR", "解压"),
        (b"\x89PNG\r\n\x1a\n", "图片", "导出"),
        (b"\xff\xd8\xff\xe0", "图片", "导出"),
        (b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:x">', "OpenDocument", ".xlsx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "Word", ".docx"),
    ],
)
def test_a_kind_that_is_not_read_says_how_to_save_it(tmp_path: Path, start: bytes, word: str, hint: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(start + b" " * 100)
    error = refused(path)
    assert word in error.message
    assert error.message.endswith("未导入")
    assert hint in error.hint


@pytest.mark.parametrize(
    ("member", "text", "word"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "ODS"),
        ("mimetype", "application/vnd.oasis.opendocument.text", "ODT"),
        ("mimetype", "application/epub+zip", "EPUB"),
        ("ppt/presentation.xml", "<p/>", "PowerPoint"),
        ("工单.xlsx", "x", "压缩包"),
    ],
)
def test_a_zip_is_known_by_what_is_in_it(tmp_path: Path, member: str, text: str, word: str) -> None:
    path = tmp_path / "导出.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(member, text)
    assert word in refused(path).message


def test_a_text_that_only_begins_like_such_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TABLE,标题,主要内容\n工单编号,标题,主要内容\n", encoding="utf-8")
    assert next(row for sheet in open_sheets(path) for _, row in sheet.rows)[0] == "TABLE"
