"""An edited file dropped back onto its draft: changed numbers are listed, kept or corrected by a word, and recorded."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from app.base.errors import EditConflict, FileRefused, Refused
from app.desk.figures.frozen import freeze
from app.desk.paper import drafts, drop_back, moved, register
from app.desk.paper import issue as issuing
from app.desk.paper.build import build
from app.files.readers.papers import read_lines
from app.models.ticket.tables import tickets
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import FigureChange, Verdict
from tests.desk.paper.conftest import PERSON
from tests.desk.paper.test_issue import flag_excluded
from tests.support.papers import write_plain


@pytest.fixture
def draft(desk, tmp_path):
    paper = build(desk, kind=PaperKind.MONTHLY, period="assess:2026-11")
    return drafts.save_draft(desk, person=PERSON, paper=paper, write=write_plain, path=tmp_path / "草稿.docx").result


@pytest.fixture
def edit(draft, tmp_path):
    """Edits the raw XML of the draft's file by pattern, as the texts stand in it."""

    def run(*pairs: tuple[str, str]):
        path = tmp_path / "改稿.docx"
        with zipfile.ZipFile(draft.file) as before, zipfile.ZipFile(path, "w") as after:
            for member in before.infolist():
                data = before.read(member)
                if member.filename == "word/document.xml":
                    text = data.decode()
                    for pattern, instead in pairs:
                        text, count = re.subn(pattern, instead, text, count=1, flags=re.S)
                        assert count == 1, pattern
                    data = text.encode()
                after.writestr(member, data)
        return path

    return run


def control(desk, draft, field: str, *, by: tuple[str, ...] = ()) -> tuple[str, str]:
    """The tag and the text of the first printed figure of a field."""
    one = next(one for one in register.drafted(desk, draft.id).printed if one.id == field and one.by == by)
    return one.tag, one.text


def in_control(tag: str, text: str) -> str:
    return f'({re.escape(tag)}"/></w:sdtPr><w:sdtContent><w:r><w:t>){re.escape(text)}<'


def test_three_changed_numbers_are_listed_by_raw_xml(desk, draft, edit):
    own = [control(desk, draft, "received"), control(desk, draft, "closed"), control(desk, draft, "score")]
    path = edit(*((in_control(tag, text), rf"\g<1>77{place}<") for place, (tag, text) in enumerate(own)))
    outcome = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path)
    changes = outcome.result.changes
    assert {(one.change, one.tag, one.drafted, one.stands) for one in changes} == {
        (FigureChange.CHANGED, tag, text, f"77{place}") for place, (tag, text) in enumerate(own)
    }
    assert outcome.message.endswith("改了 3 个数")
    assert changes[0].name == "受理量 · 全口径"
    assert all(one.register == one.drafted for one in changes)


def test_three_changed_numbers_are_listed_by_a_word_program(desk, draft, tmp_path):
    document = docx.Document(draft.file)
    controls = [one for one in document.element.body.iter() if one.tag.endswith("}sdt")]
    for number, one in enumerate(controls[:3]):
        texts = [node for node in one.iter() if node.tag.endswith("}t")]
        texts[0].text = f"4{number}000"
    path = tmp_path / "改过.docx"
    document.save(path)
    changes = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path).result.changes
    assert {one.stands for one in changes} == {"40000", "41000", "42000"}


def test_an_untouched_file_has_no_changes(desk, draft):
    outcome = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=Path(draft.file))
    assert (outcome.result.changes, outcome.message.partition("：")[2]) == ((), "数字与台账一致")


def test_a_removed_control_and_an_added_number_are_listed(desk, draft, edit):
    tag, text = control(desk, draft, "valid")
    more = "<w:p><w:r><w:t>夜间另有4567件。</w:t></w:r></w:p><w:sectPr/>"
    path = edit((in_control(tag, text), r"\g<1><"), ("<w:sectPr/>", more))
    changes = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path).result.changes
    assert (FigureChange.ADDED, "", "4567") in {(one.change, one.tag, one.stands) for one in changes}
    assert tag in {one.tag for one in changes if one.change is FigureChange.REMOVED or not one.stands}


def test_a_number_is_kept_only_with_a_word_and_decided_once(desk, draft, edit):
    tag, text = control(desk, draft, "received")
    path = edit((in_control(tag, text), r"\g<1>770<"))
    (change,) = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path).result.changes
    with pytest.raises(Refused) as refused:
        drop_back.decide(desk, person=PERSON, change_id=change.id, verdict=Verdict.KEPT)
    assert refused.value.field == "word"
    drop_back.decide(
        desk, person=PERSON, change_id=change.id, verdict=Verdict.KEPT, word="区里口径", version=change.version
    )
    (after,) = drop_back.last_compared(desk, draft.id).changes
    assert (after.verdict, after.word, after.decided_by) == (Verdict.KEPT, "区里口径", PERSON.name)
    with pytest.raises(EditConflict):
        drop_back.decide(desk, person=PERSON, change_id=change.id, verdict=Verdict.CORRECTED, version=change.version)


def test_the_edited_paper_is_issued_with_what_was_decided(desk, draft, edit, tmp_path):
    kept, corrected = control(desk, draft, "received"), control(desk, draft, "closed")
    path = edit(
        (in_control(*kept), r"\g<1>770<"), (in_control(*corrected), r"\g<1>880<"), ("本期受理诉求", "本期共受理诉求")
    )
    compared = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path).result
    fresh = build(desk, kind=PaperKind.MONTHLY, period="assess:2026-11")
    with pytest.raises(Refused, match="还有 2 个"):
        drop_back.edited(desk, compared.comparison.id, fresh)
    for change in compared.changes:
        verdict = Verdict.KEPT if change.tag == kept[0] else Verdict.CORRECTED
        drop_back.decide(desk, person=PERSON, change_id=change.id, verdict=verdict, word="区里口径")
    ready = drop_back.edited(desk, compared.comparison.id, fresh)
    facts = freeze(desk, moved.frozen_periods(desk, ready.paper))
    making = issuing.Making(ready.paper, facts, ready.write, tmp_path / "签发.docx")
    issued = issuing.issue(desk, person=PERSON, making=making).result
    texts = "\n".join(line.text for line in read_lines(tmp_path / "签发.docx"))
    assert "本期共受理诉求770件" in texts
    assert f"办结{corrected[1]}件" in texts
    assert "880" not in texts
    assert "月报〔2026〕1号" in texts
    printed = {one.tag: one.text for one in register.paper_of(desk, issued.id).printed}
    assert (printed[kept[0]], printed[corrected[0]]) == ("770", corrected[1])


def test_a_figure_that_the_register_moved_is_listed_too(desk, draft):
    with desk.register.reading() as stores:
        period = register.drafted(desk, draft.id).period
        received = tickets.c.dispatched_at
        query = select(tickets.c.id).where(tickets.c.excluded == 0, received >= period.start, received < period.end)
        rows = stores.connection.execute(query).scalars().all()
    for ticket_id in rows:
        flag_excluded(desk, ticket_id, True)
    changes = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=Path(draft.file)).result.changes
    assert changes
    assert {one.change for one in changes} == {FigureChange.MOVED}
    assert all(one.register != one.stands == one.drafted for one in changes)


@pytest.mark.parametrize(
    ("name", "content"), [("空.docx", b""), ("坏.docx", b"PK\x03\x04broken"), ("文.docx", b"text")]
)
def test_a_file_that_is_no_word_file_is_refused_and_nothing_is_kept(desk, draft, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path)
    assert drop_back.last_compared(desk, draft.id) is None


def test_a_missing_file_is_refused(desk, draft, tmp_path):
    with pytest.raises(FileRefused, match="找不到"):
        drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=tmp_path / "没有.docx")
