"""The archive of a register: counted against it by other means, whole or not there, by a lead alone."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from html import unescape

import openpyxl
import pytest

from app.base.errors import EnvironmentFault, NotAllowed, Refused
from app.base.people import Person, Role
from app.desk import sign
from app.desk.evidence import attachments
from app.files.shared.hash_lists import differing
from app.files.writers.documents import document_texts
from app.reports.archive import making
from app.reports.archive.layout import Watch, file_name
from app.reports.archive.making import make_archive
from app.rules.journal import JournalVerb

OPERATOR = Person("值班员甲")
LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)


def nothing() -> None:
    return None


@pytest.fixture
def filled(desk, take_in, tmp_path):
    first = take_in("热线-1", title="<b>退费</b> & 查处", content="=1+1", caller="王某", phone_raw="13800000001")
    take_in("热线-2", title="拒绝退卡", phone_raw="13800000002")
    sign.sign(desk, person=OPERATOR, ticket_ids=[first])
    proof = tmp_path / "证明 一.pdf"
    proof.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")
    desk.register.open()
    with sqlite3.connect(desk.folder.database) as connection:
        connection.execute(
            "INSERT INTO paper_drafts (id, kind, period, caliber, body, texts, made_at) VALUES (1, ?, ?, ?, '', '', 0)",
            ("daily", "2026-11-22", "gross"),
        )
        digest = hashlib.sha256(b"revised").hexdigest()
        connection.execute(
            "INSERT INTO paper_comparisons (draft_id, file, sha256, content, at) VALUES (1, '日报 改.docx', ?, ?, 0)",
            (digest, b"revised"),
        )
    connection.close()
    with attachments.taken_in(desk, [proof]) as taken, desk.register.writing() as stores:
        attachments.keep(desk, stores, OPERATOR, taken)
    return desk


def counts(path):
    """The rows of every table of a register, read without any code of the desk."""
    with sqlite3.connect(path) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'ticket_search%'"
        names = [row[0] for row in connection.execute(query)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_the_archive_holds_every_row_and_file_of_the_register(filled, tmp_path):
    before = counts(filled.folder.database)
    made = make_archive(filled, person=LEAD, folder=tmp_path / "归档", reason="合同到期").result
    facts = json.loads((made.folder / "archive.json").read_text(encoding="utf-8"))
    own = {name: table["rows"] for name, table in facts["tables"].items()}
    assert own == {name: before[name] for name in own}
    assert own["tickets"] == 2
    assert set(before) - {"alembic_version"} - {name for name in before if name.startswith("sqlite_")} == set(own)
    counted = {}
    for path in (made.folder / "工作簿").iterdir():
        book = openpyxl.load_workbook(path, read_only=True)
        counted |= {sheet.title: sum(1 for _ in sheet.iter_rows()) - 1 for sheet in book}
    assert counted == {table["words"]: table["rows"] for table in facts["tables"].values()}
    lines = (made.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = [path for path in made.folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert dict(line.split("  ", 1)[::-1] for line in lines) == {
        path.relative_to(made.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    with filled.register.reading() as stores:
        line = stores.journal.lines([stores.journal.last_id()])[0]
    assert (line.verb, line.who) == (JournalVerb.ARCHIVE, "班组长乙")
    assert "合同到期" in line.text
    assert made.list_hash in line.text
    check_pages(made.folder)
    check_protocol(made.folder)
    assert (made.folder / "签发文件" / "改稿" / "0001-日报 改.docx").read_bytes() == b"revised"


def check_pages(folder):
    """The index leads to every ticket with its whole history."""
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "<b>退费" not in index
    links = re.findall(r'href="([^"#]+)(?:#([^"]+))?"', index)
    for path, anchor in links:
        assert (folder / unescape(path)).is_file()
        assert not anchor or f'id="{anchor}"' in (folder / path).read_text(encoding="utf-8")
    assert sum(bool(anchor) for _, anchor in links) == 2
    page = unescape((folder / "工单" / "00001.html").read_text(encoding="utf-8"))
    assert "13800000001" in page
    assert "按时签收" in page


def check_protocol(folder):
    """The list of handing over tells the counts, and its hash seals the archive."""
    texts = document_texts(folder / "移交清单.docx")
    assert texts[texts.index("工单", 5) : texts.index("工单", 5) + 3] == ["工单", "工作簿/01 工单.xlsx", "2 行"]
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    assert any(text.endswith(hashlib.sha256("".join(lines[:-1]).encode()).hexdigest()) for text in texts)


def test_an_operator_may_not_and_a_reason_is_asked_for(filled, tmp_path):
    with pytest.raises(NotAllowed, match="值班员不能服务终止归档"):
        make_archive(filled, person=OPERATOR, folder=tmp_path / "归档")
    with pytest.raises(Refused, match="原因"):
        make_archive(filled, person=LEAD, folder=tmp_path / "归档", reason=" ")
    assert not (tmp_path / "归档").exists()


def test_it_is_never_written_into_the_data_folder_or_over_other_files(filled, tmp_path):
    with pytest.raises(Refused, match="数据文件夹"):
        make_archive(filled, person=LEAD, folder=filled.folder.root / "归档")
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "旧.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(Refused, match="不是空文件夹"):
        make_archive(filled, person=LEAD, folder=tmp_path / "满")


@pytest.mark.parametrize("after", [0, 40])
def test_a_cancelled_archive_leaves_nothing(filled, tmp_path, after):
    watch = Watch()
    watch.cancelled = lambda: watch.done >= after
    with pytest.raises(Refused, match="归档已取消"):
        make_archive(filled, person=LEAD, folder=tmp_path / "出" / "归档", watch=watch)
    assert list((tmp_path / "出").iterdir()) == []


def test_a_failing_disk_leaves_nothing_and_the_next_call_sweeps_and_says_what_is_missing(filled, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write_pages", full)
    with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
        make_archive(filled, person=LEAD, folder=tmp_path / "出" / "归档")
    assert list((tmp_path / "出").iterdir()) == []
    monkeypatch.undo()
    left = tmp_path / "出" / ".归档.0123456789ab.part"
    left.mkdir()
    (left / "index.html").write_text("个人信息", encoding="utf-8")
    next(path for path in filled.folder.evidence.rglob("*") if path.is_file()).write_bytes(b"changed")
    outcome = make_archive(filled, person=LEAD, folder=tmp_path / "出" / "归档")
    folder = outcome.result.folder
    assert "1 份材料缺失或已损坏" in outcome.message
    assert "证明 一.pdf" in (folder / "index.html").read_text(encoding="utf-8")
    assert list((folder / "材料").iterdir()) == []
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["归档"]
    assert differing(folder, nothing) == []
    (folder / "index.html").write_text("改动", encoding="utf-8")
    (folder / "多.txt").write_text("多", encoding="utf-8")
    assert differing(folder, nothing) == ["多.txt（清单中没有）", "index.html（已改动）"]


def test_names_of_files_fit_every_system():
    assert file_name("..\\秘密/报表:一?.docx") == "报表_一_.docx"
    assert len(file_name("长" * 300 + ".pdf")) < 100
