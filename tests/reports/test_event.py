"""The papers of an event: kept with their hash, written again as they were; a refused one leaves no file."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.base.errors import AlreadyThere, Refused
from app.base.people import Person
from app.desk.event import acts, reads
from app.desk.event.acts import Source
from app.reports import event as report
from app.rules.event.states import EventPaper, EventState

WHO = Person("值班员甲")


@pytest.fixture
def event(desk, take_in):
    return acts.open_event(desk, person=WHO, source=Source("悦/某健身", ticket_ids=(take_in(),))).result


def test_papers_are_numbered_kept_and_written_again(desk, event, tmp_path):
    first, again = tmp_path / "快报.docx", tmp_path / "再写.docx"
    made = report.write_bulletin(desk, person=WHO, event_id=event, path=first, note="现场平稳").result
    with pytest.raises(AlreadyThere):
        report.write_bulletin(desk, person=WHO, event_id=event, path=first)
    report.write_again(desk, person=WHO, event_id=event, paper_id=made.id, path=again)
    assert again.read_bytes() == first.read_bytes()
    assert report.file_name("悦/某健身", EventPaper.BULLETIN, 2) == "悦_某健身_快报_第2期.docx"
    desk.register.close()
    with closing(sqlite3.connect(desk.folder.database)) as register, register:
        register.execute("UPDATE group_event_papers SET content = x'00'")
    with pytest.raises(Refused, match="校验码不符"):
        report.write_again(desk, person=WHO, event_id=event, paper_id=made.id, path=tmp_path / "三.docx")


def test_the_closing_paper_and_the_end_come_together_or_not_at_all(desk, event, tmp_path, monkeypatch):
    path = tmp_path / "结案.docx"
    with pytest.raises(Refused, match="处置结果"):
        report.end_event(desk, person=WHO, event_id=event, result=" ", path=path)

    def broken(*_: object, **__: object) -> None:
        raise Refused("登记不成")

    with monkeypatch.context() as patched:
        patched.setattr(report.papers, "keep", broken)
        with pytest.raises(Refused, match="登记不成"):
            report.end_event(desk, person=WHO, event_id=event, result="已退费", path=path)
    assert list(tmp_path.glob("*.docx")) == []
    assert not list(tmp_path.glob(".*.part"))
    outcome = report.end_event(desk, person=WHO, event_id=event, result="已退费", path=path)
    assert reads.view(desk, event_id=event).row.state is EventState.ENDED
    with pytest.raises(Refused, match="已结束"):
        report.write_bulletin(desk, person=WHO, event_id=event, path=tmp_path / "快报.docx")
    outcome.undo.use_case(desk)
    assert reads.view(desk, event_id=event).row.state is EventState.OPEN
