"""The application form says everything that is known, and leaves room for what is still to be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.files.writers.blocks import Facts, Listing
from app.files.writers.documents import document_texts, texts_of, write_document
from app.reports.dossier_form import DossierForm, FormContact, FormFile, FormOpinion, form_blocks

AT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
FORM = DossierForm(
    number="热线-261120-000123",
    title="健身房闭店，年卡无法退费",
    content="市民要求退费。",
    unit="第二大队",
    street="回龙观街道",
    category="消费->预付卡",
    merchant="某某健身有限公司",
    dispatched_at=AT,
    closed_at=None,
    month="2026-11",
    type_words="商户情况 / 已注销",
    flags=("剔除",),
    platform_name="",
    statement="经核实，商户已注销。",
    process="",
    basis="",
    contacts=(FormContact(AT, "值班员甲", "接通", "已告知"),),
    files=(FormFile("证据1_照片.jpg", "现场照片", 10, "ab" * 32, AT, "甲路1号"),),
    opinions=(FormOpinion("承办单位", "通过", "同意", "班组长乙", AT),),
    levels=("承办单位", "部门", "中心"),
    made_by="值班员甲",
    made_at=AT,
)


def test_the_form_names_ticket_type_reason_calls_files_and_opinions() -> None:
    texts = list(texts_of(form_blocks(FORM)))
    wanted = (
        "热线-261120-000123",
        "商户情况 / 已注销",
        "剔除",
        "经核实，商户已注销。",
        "证据1_照片.jpg",
        "abababab",
        "同意",
    )
    assert set(wanted) <= set(texts)
    assert "2026-11-20 10:30" in texts
    assert "消费 › 预付卡" in texts
    assert texts[-2:] == ["第二大队", "2026年11月20日"]


def test_levels_without_an_opinion_leave_room_to_sign() -> None:
    listing = [block for block in form_blocks(FORM) if isinstance(block, Listing)][-1]
    assert [row[:2] for row in listing.rows] == [("承办单位", "通过"), ("部门", ""), ("中心", "")]
    assert "签字" in listing.rows[2][3]


def test_what_was_not_written_is_said_instead_of_left_out() -> None:
    bare = replace(FORM, statement="", contacts=(), files=(), opinions=())
    texts = list(texts_of(form_blocks(bare)))
    assert texts.count("（未填写）") == 3
    assert "（没有材料）" in texts


def test_a_platform_name_has_its_line_only_when_there_is_one() -> None:
    def labels(form: DossierForm) -> list[str]:
        return [label for block in form_blocks(form) if isinstance(block, Facts) for label, _ in block.pairs]

    assert "网络平台名称" not in labels(FORM)
    assert "网络平台名称" in labels(replace(FORM, platform_name="某网络平台"))


def test_the_form_is_written_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    blocks = form_blocks(FORM)
    write_document(path, blocks)
    assert document_texts(path) == list(texts_of(blocks))
