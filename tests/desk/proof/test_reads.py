"""A figure with its proof: formula and parts, the recount, the tickets with file and row, what changed them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from sqlalchemy import select, update

from app.base.errors import Refused
from app.desk.figures.asked import Asked, figures, tickets_behind
from app.desk.paper import drafts, register
from app.desk.paper.build import build
from app.desk.proof import reads as proofs
from app.desk.proof.reads import Whose
from app.models.intake.tables import imports
from app.models.ticket.tables import tickets
from app.reports.paper.proofs import export_proofs
from app.rules.figures.fields import Caliber, Field
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import Aspect
from tests.desk.paper.conftest import PERSON
from tests.desk.paper.test_issue import flag_excluded
from tests.support.papers import write_plain


@pytest.fixture
def whose(desk, tmp_path) -> Whose:
    paper = build(desk, kind=PaperKind.MONTHLY, period="assess:2026-11")
    path = tmp_path / "草稿.docx"
    draft = drafts.save_draft(desk, person=PERSON, paper=paper, write=write_plain, path=path).result
    return Whose(draft_id=draft.id)


def tag_of(desk, whose: Whose, field: Field, caliber: Caliber = Caliber.GROSS) -> str:
    held = register.paper_of(desk, whose.paper_id) if whose.paper_id else register.drafted(desk, whose.draft_id)
    return next(
        one.tag
        for one in held.printed
        if (one.id, one.caliber, one.by, one.aspect, one.period) == (field, caliber, (), Aspect.VALUE, "")
    )


def test_a_rate_names_its_parts_its_exact_value_and_its_tickets(desk, whose):
    found = proofs.proof(desk, whose=whose, tag=tag_of(desk, whose, Field.RESOLUTION))
    total = figures(desk, Asked("assess:2026-11")).total.now
    assert found.parts == (("解决数", total.counted.solved), ("有效回访", total.counted.valid))
    assert found.exact.startswith(f"{100 * total.counted.solved / total.counted.valid:.3f}"[:5])
    assert found.sentence == "解决数 ÷ 有效回访"
    assert (found.total, found.misses) == (total.counted.valid, "未解决")
    counted = [one.number for one in found.tickets if one.counts]
    assert sorted(counted) == sorted(tickets_behind(desk, Asked("assess:2026-11"), Field.SOLVED))


@pytest.mark.parametrize("field", [Field.RECEIVED, Field.CLOSED, Field.VALID, Field.RESPONSE, Field.SCORE])
def test_the_recount_from_the_rows_of_the_register_gives_the_same(desk, whose, field):
    found = proofs.proof(desk, whose=whose, tag=tag_of(desk, whose, field))
    assert found.recounted == found.value_now == found.figure.text
    assert found.holds


def test_each_ticket_names_the_file_and_the_row_it_came_from_with_its_cells_masked(desk, whose):
    number = tickets_behind(desk, Asked("assess:2026-11"), Field.RECEIVED)[0]
    with desk.register.writing() as stores:
        values = {"at": desk.now(), "file": "热线1205.xls", "digest": "made up"}
        import_id = stores.connection.execute(imports.insert().values(values)).inserted_primary_key[0]
        row = {"import_id": import_id, "import_row": 17, "raw": {"诉求人": "王某", "电话": "13800000001"}}
        stores.connection.execute(update(tickets).where(tickets.c.number == number).values(row))
    found = proofs.proof(desk, whose=whose, tag=tag_of(desk, whose, Field.RECEIVED))
    ticket = next(one for one in found.tickets if one.number == number)
    assert (ticket.file, ticket.row) == ("热线1205.xls", 17)
    assert "13800000001" not in str(ticket.cells)


def test_an_issued_figure_keeps_its_parts_and_says_what_the_register_says_now(desk, issue):
    paper = issue(paper=build(desk, kind=PaperKind.MONTHLY, period="assess:2026-11"))
    whose = Whose(paper_id=paper.id)
    gross = proofs.proof(desk, whose=whose, tag=tag_of(desk, whose, Field.EXCLUDED))
    with desk.register.reading() as stores:
        period = register.paper_of(desk, paper.id).period
        received = tickets.c.dispatched_at
        query = select(tickets.c.id).where(tickets.c.excluded == 0, received >= period.start, received < period.end)
        first = stores.connection.execute(query).scalars().first()
    flag_excluded(desk, first, True)
    later = proofs.proof(desk, whose=whose, tag=gross.figure.tag)
    assert later.figure == gross.figure
    assert later.total == gross.total
    assert int(later.value_now) == int(gross.value_now) + 1
    assert later.recounted == later.value_now


def test_a_figure_that_the_paper_has_not_is_refused(desk, whose):
    with pytest.raises(Refused, match="没有这个数"):
        proofs.proof(desk, whose=whose, tag="received|0000000000000000")


def test_the_zip_holds_the_paper_and_a_workbook_of_figures_tickets_and_changes(desk, whose, tmp_path):
    path = tmp_path / "依据.zip"
    outcome = export_proofs(desk, person=PERSON, whose=whose, path=path)
    printed = register.drafted(desk, whose.draft_id).printed
    assert outcome.result == len(printed)
    with zipfile.ZipFile(path) as package:
        assert set(package.namelist()) == {"说明.txt", "依据.xlsx", "草稿.docx"}
        book = openpyxl.load_workbook(io.BytesIO(package.read("依据.xlsx")))
    assert book.sheetnames == ["指标", "工单", "改动"]
    texts = {str(row[1]) for row in book["指标"].iter_rows(values_only=True)}
    assert {one.text for one in printed} <= texts


def test_a_cancelled_export_leaves_no_file(desk, whose, tmp_path):
    path = tmp_path / "依据.zip"
    with pytest.raises(Refused, match="已取消"):
        export_proofs(desk, person=PERSON, whose=whose, path=path, cancelled=lambda: True)
    assert list(tmp_path.glob("依据*")) == []
