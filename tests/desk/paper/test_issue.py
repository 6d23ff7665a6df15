"""Issuing: a number, frozen figures and the file in one transaction; what moved since is told with its tickets."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.base.errors import AlreadyThere, EnvironmentFault, Refused
from app.base.people import Person
from app.desk.figures.asked import Asked, tickets_behind
from app.desk.journal import reads as journal_reads
from app.desk.paper import issue as issuing
from app.desk.paper import moved as moved_module
from app.desk.paper import register
from app.desk.paper.moved import changed_since, standings
from app.desk.ticket import acts as ticket_acts
from app.models.ticket.tables import tickets
from app.rules.figures.fields import Caliber, Field
from app.rules.journal import JournalVerb
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import PaperState
from tests.desk.paper.conftest import PERSON
from tests.support.papers import made_up_paper


def test_an_issued_paper_has_the_next_number_of_its_kind_and_year(desk, issue):
    paper = issue()
    assert (paper.number, paper.year, paper.running, paper.issued_by) == ("月报〔2026〕1号", 2026, 1, "分析员甲")
    assert issue(paper=made_up_paper(desk, "assess:2026-10"), name="上月.docx").number == "月报〔2026〕2号"
    assert issue(paper=made_up_paper(desk, kind=PaperKind.RATES), name="三率.docx").number == "三率〔2026〕1号"


def test_the_file_stands_with_the_digest_of_the_register_and_names_its_number(desk, issue):
    paper = issue()
    content = Path(paper.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert register.file_of(desk, paper.id) == content
    assert "月报〔2026〕1号" in register.paper_of(desk, paper.id).subtitle
    assert paper.placed


def test_every_figure_of_both_calibers_is_kept_with_its_definition(desk, issue):
    paper = issue()
    kept = register.paper_of(desk, paper.id)
    totals = {(one.caliber, one.field) for one in kept.frozen if not one.by}
    assert totals == {(caliber, str(field)) for caliber in Caliber for field in Field}
    assert set(register.issued(desk, paper.id).definitions) == {str(field) for field in Field}
    assert paper.rules["mostly"] == "0.9"


def test_the_issue_is_one_line_of_the_journal(desk, issue):
    paper = issue()
    day = timedelta(days=1)
    told = journal_reads.between(desk, start=desk.now() - day, end=desk.now() + day)
    lines = [row for row in told if row.verb is JournalVerb.PAPER_ISSUE]
    assert len(lines) == 1
    assert paper.number in lines[0].text
    assert paper.sha256[:16] in lines[0].text


def test_it_is_issued_once_and_corrected_only_after_that(desk, issue, making):
    with pytest.raises(Refused, match="还没有签发"):
        issue(again=True)
    first = issue()
    with pytest.raises(Refused, match="已签发：月报〔2026〕1号"):
        issue(name="又一份.docx")
    second = issue(name="更正.docx", again=True)
    assert (second.number, second.corrects) == ("月报〔2026〕2号", first.id)
    assert "（更正稿，代替月报〔2026〕1号）" in register.paper_of(desk, second.id).subtitle
    rows = {row.paper.number: row for row in register.board(desk).issued}
    assert rows["月报〔2026〕2号"].corrects == "月报〔2026〕1号"
    assert rows["月报〔2026〕1号"].corrected == "月报〔2026〕2号"


def test_a_file_that_is_there_is_not_replaced_unasked(desk, making, tmp_path):
    (tmp_path / "月报.docx").write_text("mine")
    with pytest.raises(AlreadyThere):
        issuing.issue(desk, person=PERSON, making=making())
    assert (tmp_path / "月报.docx").read_text() == "mine"
    assert register.board(desk).issued == ()


def test_a_failing_writer_leaves_nothing(desk, making, tmp_path):
    def fails(_paper, path: Path) -> None:
        path.write_bytes(b"half")
        raise EnvironmentFault("磁盘空间不足")

    before = journal_reads.head(desk)
    whole = making()
    broken = issuing.Making(whole.paper, whole.facts, fails, whole.path)
    with pytest.raises(EnvironmentFault):
        issuing.issue(desk, person=PERSON, making=broken)
    assert list(tmp_path.glob("*.docx")) + list(tmp_path.glob(".*.part")) == []
    assert list(desk.folder.papers.iterdir()) == []
    assert (register.board(desk).issued, journal_reads.head(desk)) == ((), before)


def test_nothing_moved_while_nothing_changed(desk, issue):
    assert changed_since(desk, issue()) == ()


def test_a_changed_ticket_moves_the_figures_it_counts_in_and_is_named(desk, issue):
    number = tickets_behind(desk, Asked("assess:2026-11"), Field.RECEIVED)[0]
    paper = issue()
    with desk.register.reading() as stores:
        row = stores.connection.execute(select(tickets).where(tickets.c.number == number)).one()
    flag_excluded(desk, row.id, not row.excluded)
    moved = changed_since(desk, paper)
    assert {one.figure for one in moved} >= {"excluded"}
    assert all(number in one.tickets for one in moved)
    assert all(one.then != one.now for one in moved)
    (gross,) = [one for one in moved if one.figure == "excluded" and one.key is None]
    assert gross.now - gross.then == (1 if not row.excluded else -1)
    net = [one for one in moved if one.figure == "received" and one.caliber is Caliber.NET and one.key is None]
    assert [one.now - one.then for one in net] == [-1 if not row.excluded else 1]


def test_how_papers_stand_is_counted_again_only_for_those_that_a_change_concerns(desk, issue, monkeypatch):
    papers = [issue(), issue(paper=made_up_paper(desk, "assess:2025-12"), name="去年.docx")]
    first = standings(desk, papers=papers, known={})
    second = standings(desk, papers=papers, known=first.of)
    assert (first.waits, second.waits) == (True, False)  # the older one is counted after the newer one's issue
    assert [second.of[one.id].moved for one in papers] == [0, 0]
    with desk.register.reading() as stores:
        november = tickets_behind(desk, Asked("assess:2026-11"), Field.RECEIVED)[0]
        row = stores.connection.execute(select(tickets).where(tickets.c.number == november)).one()
    flag_excluded(desk, row.id, not row.excluded)
    counted = []
    present = moved_module._Present
    monkeypatch.setattr(
        moved_module, "_Present", lambda desk, body: counted.append(body.period.name) or present(desk, body)
    )
    third = standings(desk, papers=papers, known=second.of)
    assert [third.of[one.id].moved > 0 for one in papers] == [True, False]
    assert [one.year for one in counted] == [2026]
    assert len(changed_since(desk, papers[0])) == third.of[papers[0].id].moved
    assert standings(desk, papers=papers, known=third.of) == third


def test_a_due_paper_that_is_issued_is_no_longer_due(desk, issue):
    before = register.board(desk)
    assert ("monthly", "assess:2026-12") in {(row.kind, row.period) for row in before.open}
    issue(paper=made_up_paper(desk, "assess:2026-12"))
    after = register.board(desk)
    assert ("monthly", "assess:2026-12") not in {(row.kind, row.period) for row in after.open}
    (row,) = after.issued
    assert (row.state, row.issued_late) == (PaperState.ISSUED, False)
    assert row.due_at is not None


def test_nobody_issues_without_a_name(desk, making):
    with pytest.raises(Refused, match="签发报表"):
        issuing.issue(desk, person=Person(""), making=making())


def flag_excluded(desk, ticket_id: int, excluded: bool) -> None:
    """Changes the flag as an act does: with the journal line that tells the figures."""
    with desk.register.writing() as stores:
        stores.connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(excluded=excluded))
    ticket_acts.add_note(desk, person=PERSON, ticket_id=ticket_id, text="更改考核标记")
