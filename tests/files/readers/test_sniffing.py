"""A file is what its content says; names are made safe and stay readable."""

from __future__ import annotations

import pytest

from app.files.readers.sniffing import safe_name, sniff
from tests.corpus import evidence as made

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
KINDS = {
    "jpg": made.jpeg,
    "png": made.png,
    "pdf": made.pdf,
    "docx": made.docx,
    "xlsx": made.xlsx,
    "doc": lambda: OLE + "WordDocument".encode("utf-16-le"),
    "xls": lambda: OLE + "Workbook".encode("utf-16-le"),
    "wav": made.wav,
    "mp3": lambda: b"ID3\4\0\0" + bytes(64),
    "amr": lambda: b"#!AMR\n" + bytes(64),
    "m4a": lambda: b"\0\0\0\x20ftypM4A " + bytes(64),
    "mp4": lambda: b"\0\0\0\x20ftypisom" + bytes(64),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_by_its_content_whatever_its_name(tmp_path, kind):
    told = sniff(made.written(tmp_path / "名字.bin", KINDS[kind]()))
    assert (told.format, told.problem) == (kind, "")


@pytest.mark.parametrize("content", [made.jpeg(whole=False), made.png(whole=False), made.pdf(whole=False)])
def test_a_file_without_its_end_is_known_but_cannot_be_opened(tmp_path, content):
    assert "结尾缺失" in sniff(made.written(tmp_path / "x", content)).problem


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("现场照片.jpg", "现场照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\x.exe", "x.exe"),
        ("a\u202egpj.exe", "a gpj.exe"),
        ('问?题*"<>|:.pdf', "问_题______.pdf"),
        ("...", "未命名"),
        ("", "未命名"),
        ("坏\udcff名.jpg", "坏_名.jpg"),
    ],
)
def test_a_name_loses_folders_and_signs_that_deceive(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_is_cut_and_keeps_its_ending():
    told = safe_name("长" * 300 + ".jpg")
    assert len(told) == 120
    assert told.endswith("长.jpg")
