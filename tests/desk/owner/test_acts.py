"""A version is saved whole or refused at its row; training learns from accepted returns and keeps no caller's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.clock import local_day
from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person
from app.desk import sign
from app.desk.owner import acts, reads
from app.desk.owner.rows import Trained, lines_of
from app.desk.returns import acts as returns_acts
from app.rules.owner.classifier import Labelled, read_model
from app.rules.owner.table import BadOwners
from app.rules.returns.states import ReturnGround

OPERATOR = Person("值班员甲")


@pytest.fixture
def returned(desk, take_in):
    """A ticket that was returned and accepted as the matter of `unit`."""

    def make(unit, *, accept=True, **facts):
        ticket = take_in(**facts)
        sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
        case = returns_acts.register(
            desk,
            person=OPERATOR,
            ticket_id=ticket,
            ground=ReturnGround.NOT_OUR_REMIT,
            basis="派单目录 3.2",
            suggested_unit=unit,
        ).result
        returns_acts.send(desk, person=OPERATOR, return_id=case.id)
        if accept:
            returns_acts.accept(desk, person=OPERATOR, return_id=case.id)

    return make


def test_a_fault_is_refused_at_its_row_and_nothing_is_saved(desk):
    lines = [["甲局", "", "健身", ""], ["", "", "", ""], ["乙局", "", "健身=50", ""]]
    with pytest.raises(BadOwners) as caught:
        acts.save(desk, person=OPERATOR, lines=lines, effective_from=local_day(desk.now()))
    assert (caught.value.row, caught.value.field) == (2, "words")
    with pytest.raises(Refused) as refused:
        acts.save(desk, person=OPERATOR, lines=lines[:1], effective_from=local_day(desk.now()) - timedelta(days=1))
    assert refused.value.field == "effective_from"
    assert len(reads.versions(desk)) == 1


def test_outside_is_yes_or_blank(desk):
    lines = [["甲局", "", "健身", "", "是"], ["", "", "", "", ""], ["乙局", "", "游泳", "", "也许"]]
    with pytest.raises(BadOwners) as caught:
        acts.save(desk, person=OPERATOR, lines=lines, effective_from=local_day(desk.now()))
    assert (caught.value.row, caught.value.field) == (2, "outside")
    acts.save(desk, person=OPERATOR, lines=lines[:2], effective_from=local_day(desk.now()))
    assert lines_of(reads.versions(desk)[0].table) == [["甲局", "", "健身", "", "是"]]


def test_training_learns_from_accepted_returns_of_known_departments(desk, returned):
    for number in range(3):
        returned("区水务局", title="鱼池的增氧泵", content=f"增氧泵停了，第{number}次反映", merchant="")
    returned("某某街道", title="其他")
    returned("区教委", accept=False, title="增氧泵")
    assert reads.likely(desk, text="增氧泵不转").vote[0] != "区水务局"
    trained = acts.train(desk, person=OPERATOR).result
    assert (trained.returns, trained.unknown_units) == (3, ("某某街道",))
    assert reads.likely(desk, text="增氧泵不转").vote[0] == "区水务局"


def test_what_stands_in_one_ticket_alone_and_phones_never_get_into_the_model(desk, returned):
    returned("区水务局", title="找赵钱孙", content="电话13800000021，住某某小区")
    acts.train(desk, person=OPERATOR)
    kept = read_model(desk.folder.owner_model.read_text(encoding="utf-8")).weights
    assert {"赵钱", "钱孙", "赵钱孙"}.isdisjoint(kept)
    assert not any(sign.isdigit() for run in kept for sign in run)


def test_given_texts_are_learned_and_named_in_the_journal(desk):
    texts = [Labelled("区交通局", "摆渡船停开"), Labelled("区交通局", "摆渡船不开")]
    result = acts.train(desk, person=OPERATOR, texts=texts).result
    assert isinstance(result, Trained)
    assert reads.likely(desk, text="摆渡船几点开").vote[0] == "区交通局"
    with desk.register.reading() as stores:
        lines = list(stores.journal.between(desk.now(), desk.now() + timedelta(seconds=1)))
    assert "条标注文本和 0 件已同意的退单" in lines[-1].text


def test_a_given_text_of_a_department_nobody_knows_is_refused(desk):
    with pytest.raises(Refused, match="某某局"):
        acts.train(desk, person=OPERATOR, texts=[Labelled("某某局", "摆渡船停开")])
    assert not desk.folder.owner_model.exists()


def test_a_model_that_cannot_be_written_is_a_fault_and_leaves_no_trace(desk):
    desk.folder.owner_model.with_suffix(".new").mkdir()
    with pytest.raises(EnvironmentFault):
        acts.train(desk, person=OPERATOR)
    assert not desk.folder.owner_model.exists()
