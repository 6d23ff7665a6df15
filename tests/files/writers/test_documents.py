"""Word documents on the page of official papers, written whole and found again word by word."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.errors import EnvironmentFault, FileRefused
from app.files.writers import documents
from app.files.writers.blocks import Body, Closing, Facts, Heading, Listing, Title
from app.files.writers.documents import document_texts, write_document
from tests.support.searching import examples

BLOCKS = (
    Title("不纳入考核申请表"),
    Facts((("工单编号", "ZZ000000000000000001"), ("承办单位", "第二大队"), ("事由", "很长的事由" * 8), ("级别", ""))),
    Heading("一、申请理由"),
    Body("经核实，商户已注销。\n特此申请。"),
    Listing(("序号", "材料"), (("1", "照片"), ("2", "合同")), (1, 4)),
    Closing(("第二大队", "2026年3月2日")),
)


def test_every_text_is_found_again_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    count = write_document(path, BLOCKS)
    found = document_texts(path)
    assert count == len(found)
    assert found[0] == "不纳入考核申请表"
    assert found[-2:] == ["第二大队", "2026年3月2日"]
    assert found[found.index("一、申请理由") + 1 :][:2] == ["经核实，商户已注销。", "特此申请。"]


def test_the_page_is_that_of_official_papers(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    write_document(path, BLOCKS)
    section = docx.Document(str(path)).sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    lengths += (section.left_margin, section.right_margin)
    assert [round(length.mm) for length in lengths if length] == [210, 297, 37, 35, 28, 26]
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_chinese_faces_are_named_for_chinese(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    write_document(path, BLOCKS)
    document = docx.Document(str(path))
    faces = {
        paragraph.text: paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        if paragraph.runs
    }
    assert faces["一、申请理由"] == "黑体"
    assert faces["特此申请。"] == "仿宋_GB2312"


def test_the_head_of_a_table_is_repeated_on_each_page(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    write_document(path, (Listing(("序号", "材料"), tuple((str(n), "照片") for n in range(90)), (1, 4)),))
    table = docx.Document(str(path)).tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), cell=st.text(max_size=30))
def test_any_text_can_be_written_and_is_found_again(tmp_path: Path, text: str, cell: str) -> None:
    path = tmp_path / "表.docx"
    blocks = (Title(text), Body(text), Facts(((cell, text),)), Listing((cell,), ((text,),), (1,)), Closing((text,)))
    assert write_document(path, blocks) == len(document_texts(path))


def test_a_document_that_comes_back_different_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(b"older")
    monkeypatch.setattr(documents, "document_texts", lambda _: ["别的"])
    with pytest.raises(FileRefused, match="核对不符"):
        write_document(path, BLOCKS)
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        write_document(tmp_path / "没有" / "表.docx", BLOCKS)


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(b"not a document")
    with pytest.raises(FileRefused, match="无法读取"):
        document_texts(path)


def test_a_number_and_a_name_after_its_time_have_a_line_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    pairs = (
        ("编号", "热线-261120-0000202"),
        ("方向", "我方退单"),
        ("登记", "2026-11-23 19:31 张三"),
        ("状态", "已同意"),
    )
    write_document(path, [Facts((*pairs, ("提交", "2026-11-23 19:31")))])
    rows = docx.Document(str(path)).tables[0].rows
    assert [len(row._tr.tc_lst) for row in rows] == [2, 2, 2, 4]
