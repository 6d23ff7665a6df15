"""The month's evidence package: whole or not at all, verified, frozen, written again as it was."""

from __future__ import annotations

import hashlib
import zipfile

import pytest
from openpyxl import load_workbook

from app.base.errors import AlreadyThere, Refused
from app.desk.assessment import acts as assessment_acts
from app.desk.assessment.acts import Written
from app.desk.obligation import acts, reads
from app.desk.obligation.acts import Said
from app.files.papers.word import controls_of
from app.files.writers.documents import document_texts
from app.reports.obligation.package import HASHES, make_package
from app.rules.assessment.kinds import AssessmentKind
from tests.desk.obligation.conftest import LEAD
from tests.support.workbooks import table_of


@pytest.fixture
def told(desk, planted, paper):
    """A month with breaches, a statement about one of them, and a strike."""
    planted("2026-11", 1)
    first = next(row for row in reads.board(desk, month="2026-11").rows if row.duty.id == "sign-for").count.findings[0]
    said = Said(first.name, "当晚处置集中诉求。")
    acts.state(desk, person=LEAD, duty="sign-for", month="2026-11", about=first.key, said=said, files=[paper])
    written = Written("2026-11-25", "签收超时", "扣 2000 元")
    assessment_acts.enter(desk, person=LEAD, kind=AssessmentKind.STRIKE, written=written, files=[paper])
    return first


def make(desk, folder, **more):
    return make_package(desk, person=LEAD, month="2026-11", path=folder, **more)


def test_it_holds_what_the_board_says_and_every_hash_is_right(desk, told, tmp_path):
    outcome = make(desk, tmp_path / "包")
    word, book, archive = outcome.result.files
    assert outcome.result.record.number == "履约〔2026〕11号"
    with zipfile.ZipFile(archive) as package:
        listed = dict(reversed(line.split("  ", 1)) for line in package.read(HASHES).decode().splitlines())
        assert {name: hashlib.sha256(package.read(name)).hexdigest() for name in listed} == listed
        assert package.read(word.name) == word.read_bytes()
        assert package.read(book.name) == book.read_bytes()
        names = package.namelist()
    board = reads.board(desk, month="2026-11")
    assert sum(name.startswith("报表/") for name in names) == len(reads.evidence(desk, month="2026-11").papers)
    assert [name for name in names if name.startswith("证据/")] == ["证据/01_考核通知.pdf"]
    texts = document_texts(word)
    assert controls_of(word) == []
    for row in board.rows:
        place = texts.index(row.duty.title)
        assert texts[place + 1 : place + 3] == [f"{row.count.done}", f"{row.count.of}"]
    assert any("当晚处置集中诉求" in text for text in texts)
    sheets = load_workbook(book)
    assert len(table_of(sheets["未做到的事项"])) - 1 == sum(len(row.count.findings) for row in board.rows)
    ended = [line[4] for line in table_of(sheets["签收明细"])[1:]]
    sign = next(row for row in board.rows if row.duty.id == "sign-for").count
    assert ended.count("按时") == sign.done
    assert ended.count("超时") + ended.count("过时限未签收") == sign.of - sign.done


def test_it_is_frozen_and_says_what_changed_since(desk, told, tmp_path, paper):
    first = make(desk, tmp_path / "一").result
    row = next(row for row in reads.board(desk, month="2026-11").rows if row.duty.id == "policy")
    assert row.count.done == 0
    done = Said("条例解读", "", desk.now().replace(month=11, day=20))
    acts.record(desk, person=LEAD, duty="policy", month="2026-11", said=done, files=[paper])
    again = make(desk, tmp_path / "二").result
    assert [one.read_bytes() for one in again.files] == [one.read_bytes() for one in first.files]
    assert again.changed == ("政策解析 每月：当时 0/1，现在 1/1",)
    with pytest.raises(AlreadyThere):
        make(desk, tmp_path / "二", again=True)
    corrected = make(desk, tmp_path / "三", again=True).result
    assert (corrected.record.number, corrected.record.corrects) == ("履约〔2026〕11-2号", first.record.id)
    assert make(desk, tmp_path / "四").result.sha256 == corrected.sha256


def test_cancelled_or_stopped_by_a_lost_attachment_it_leaves_nothing(desk, told, tmp_path):
    folder = tmp_path / "half"
    folder.mkdir()
    papers = len(reads.evidence(desk, month="2026-11").papers)
    # The first file, and the last one of the archive: papers, evidence, summary and lists are written, then packed.
    for step in (1, 2 * (papers + 3)):
        asked = iter(range(step - 1))
        with pytest.raises(Refused, match="取消"):
            make(desk, folder, cancelled=lambda left=asked: next(left, None) is None)
        assert list(folder.iterdir()) == []
    for file in desk.folder.evidence.rglob("*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(Refused, match="丢失"):
        make(desk, folder)
    assert list(folder.iterdir()) == []
    assert reads.board(desk, month="2026-11").packages == ()


def test_a_running_month_makes_a_draft_and_freezes_nothing(desk, tmp_path):
    outcome = make_package(desk, person=LEAD, month="2026-12", path=tmp_path)
    assert (outcome.result.record, reads.board(desk, month="2026-12").packages) == (None, ())
    assert any(text.startswith("草稿") for text in document_texts(outcome.result.files[0]))
    with pytest.raises(Refused, match="不用更正"):
        make_package(desk, person=LEAD, month="2026-12", path=tmp_path, again=True, replace=True)
