from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.returns import acts as returns_acts
from app.desk.returns import dossier as returns_dossier
from app.desk.returns import reads as returns_reads
from app.files.writers.documents import document_texts
from app.rules.returns.states import ReturnGround

OPERATOR = Person("值班员甲")


@pytest.fixture
def case(desk, take_in, tmp_path):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    paper = tmp_path / "三定方案.pdf"
    paper.write_bytes(b"%PDF-1.4 made up")
    made = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=ticket,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="派单目录 3.2 健身行业",
        suggested_unit="区体育局",
        attachments=[paper],
    ).result
    returns_acts.send(desk, person=OPERATOR, return_id=made.id)
    return returns_acts.refuse(desk, person=OPERATOR, return_id=made.id, note="应由你单位办理").result


def test_the_dossier_holds_the_case_its_steps_and_the_hash_of_every_file(desk, case, tmp_path):
    path = tmp_path / "个案.docx"
    told = returns_dossier.export_dossier(desk, person=OPERATOR, path=path, return_id=case.id).result
    assert (told.steps, told.files) == (3, 1)
    texts = document_texts(path)
    assert len(texts) == told.texts
    for words in ("退单个案材料", "派单目录 3.2 健身行业", "应由你单位办理", "三定方案.pdf", "区体育局"):
        assert words in texts
    assert any(len(text) == 64 and set(text) <= set("0123456789abcdef") for text in texts)
    order = [texts.index(words) for words in ("一、依据", "二、办理步骤", "三、佐证材料", "四、工单时间线")]
    assert order == sorted(order)


def test_a_dossier_of_nothing_is_refused_and_leaves_no_file(desk, tmp_path):
    path = tmp_path / "个案.docx"
    with pytest.raises(Refused, match="没有这条退单"):
        returns_dossier.export_dossier(desk, person=OPERATOR, path=path, return_id=99)
    assert not path.exists()


def test_the_workbook_counts_the_list_and_holds_the_totals(desk, case, tmp_path):
    path = tmp_path / "退单.xlsx"
    assert returns_reads.export(desk, person=OPERATOR, path=path).result == 1
    totals = returns_reads.totals(desk)
    assert [(one.name, one.count, one.agreed, one.refused) for one in totals.by_unit] == [("区体育局", 1, 0, 1)]
    assert totals.mean_hours == 0.0
