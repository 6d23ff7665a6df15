"""Official rankings typed, pasted and imported, beside our own score, and the difference down to the ticket."""

from __future__ import annotations

from fractions import Fraction

import openpyxl
import pytest

from app.base.errors import FileRefused, NotAllowed, Refused
from app.base.people import Person
from app.desk.figures.asked import Asked, figures
from app.desk.ranking import acts, reads
from app.reports.ranking import write_objections
from app.rules.figures.fields import Caliber, Field
from app.rules.ranking.difference import Cause
from app.rules.ranking.states import Origin, Scope

ANALYST = Person("分析员甲")
PERIOD = "month:2026-11"
UNITS = "名次\t单位\t综合成绩\n1\t区水务局\t98.1\n2\t区商务局\t80.0\n3\t区住建委\t60\n"
HEAD = ["工单编号", "派单时间", "是否有效回访", "是否联系", "是否解决", "是否满意", "是否保留"]


@pytest.fixture
def answered(desk, take_in):
    """Five tickets of November with the platform's answers."""

    def ticket(number: str, *, valid="是", contacted="是", solved="是", satisfied="满意", **more):
        said = {"valid": valid, "contacted": contacted, "solved": solved, "satisfied": satisfied}
        return take_in(number, **{f"platform_{name}": word for name, word in said.items()}, **more)

    ticket("热线-261123-000001")
    ticket("热线-261123-000002", solved="否", satisfied="不满意")
    excluded = ticket("热线-261123-000003", satisfied="不满意", solved="否")
    with desk.register.writing() as stores:
        stores.tickets.flag(excluded, {"excluded": True})
    ticket("热线-261123-000004", valid="否")
    ticket("热线-261123-000005", satisfied="基本满意")
    return desk


def workbook(path, *rows):
    book = openpyxl.Workbook()
    book.active.title = "工单明细"
    for row in (HEAD, *rows):
        book.active.append(list(row))
    book.save(path)
    return path


OFFICIAL = (
    ("热线-261123-000001", "2026-11-23 02:41", "是", "是", "否", "不满意", "保留"),
    ("热线-261123-000002", "2026-11-23 02:41", "是", "是", "否", "不满意", "剔除"),
    ("热线-261123-000003", "2026-11-23 02:41", "是", "是", "否", "不满意", "保留"),
    ("热线-261123-000004", "2026-11-23 02:41", "是", "是", "是", "满意", "保留"),
    ("热线-261123-000009", "2026-11-23 02:41", "是", "否", "否", "不满意", "保留"),
)


def enter(desk, **more):
    told = {"scope": Scope.DISTRICT, "period": PERIOD, **more}
    return acts.enter(desk, person=ANALYST, **told)


def paste(desk, text=UNITS, **more):
    told = {"scope": Scope.DISTRICT, "period": PERIOD, "path": None, "text": text, "ours": "商务局", **more}
    return acts.take_in(desk, person=ANALYST, **told)


def test_a_typed_place_beside_our_own_score(answered):
    outcome = enter(answered, place=6, score="80.0", units=17, note="区通报")
    assert outcome.message == "已登记2026年11月区排名：第 6，80.0 分"
    (row,) = reads.listing(answered)
    own = figures(answered, Asked(PERIOD, caliber=Caliber.NET)).total.now
    assert (row.place, row.units, row.origin, row.made_by) == (6, 17, Origin.TYPED, "分析员甲")
    assert row.own.score == own.printed(Field.SCORE)
    assert row.own.place is None
    assert row.gap == Fraction("80.0") - Fraction(own.printed(Field.SCORE))
    assert reads.detail(answered, ranking_id=row.id).explained is None
    assert [one.scope for one in reads.entered(answered, period=PERIOD)] == [Scope.DISTRICT]
    assert reads.entered(answered, period="month:2026-10") == ()


def test_pasted_units_give_our_place_among_them(answered):
    outcome = paste(answered)
    assert outcome.message == "已登记2026年11月区排名：第 2，80.0 分，3 个单位"
    (row,) = reads.listing(answered)
    assert (row.place, row.score, row.units) == (2, "80.0", 3)
    assert row.own.units == 3
    assert sorted(one.score for one in reads.others(answered, period=PERIOD)) == [60, Fraction("98.1")]
    assert reads.others(answered, period=PERIOD, scope=Scope.CITY) is None
    detail = reads.detail(answered, ranking_id=row.id)
    assert [(one.unit, one.ours) for one in detail.units] == [
        ("区水务局", False),
        ("区商务局", True),
        ("区住建委", False),
    ]
    # The next table is read without being told again which unit is ours.
    assert paste(answered, UNITS.replace("80.0", "81.0"), ours="").message.endswith("第 2，81.0 分，3 个单位")
    assert len(reads.listing(answered)) == 1


def test_the_official_list_explains_the_difference_to_the_ticket(answered, tmp_path):
    paste(answered)
    path = workbook(tmp_path / "明细.xlsx", *OFFICIAL)
    ranking = acts.take_in(answered, person=ANALYST, scope=Scope.DISTRICT, period=PERIOD, path=path).result
    found = reads.detail(answered, ranking_id=ranking)
    assert (found.row.place, found.row.score, found.row.listed, found.row.file) == (2, "80.0", 5, "明细.xlsx")
    told = found.explained
    causes = {one.number[-1]: one.cause for one in told.tickets}
    assert causes == {
        "1": Cause.ANSWERS, "2": Cause.THEY_EXCLUDED, "3": Cause.WE_EXCLUDED, "4": Cause.LACKING,
        "5": Cause.EXTRA, "9": Cause.LACKING,
    }  # fmt: skip
    # Ours: 1, 2 and 5 of V = 3. Theirs: 1, 3, 4 and 9: (3 × 10 + 1 × 50 + 1 × 40) / 4.
    assert told.listed == "30.0"
    assert told.rest == 80 - Fraction(30)
    assert sum(told.by_cause.values()) == 30 - figures(answered, Asked(PERIOD, caliber=Caliber.NET)).total.now.exact(
        Field.SCORE
    )
    assert [one.known_here for one in told.tickets if one.number.endswith("9")] == [False]
    assert all(one.points < 0 for one in found.objections)
    assert set(found.ids) == {f"热线-261123-00000{n}" for n in range(1, 6)}

    out = tmp_path / "申诉.xlsx"
    told = {"person": ANALYST, "path": out, "scope": Scope.DISTRICT, "period": PERIOD}
    assert write_objections(answered, **told).result == len(found.objections)
    with pytest.raises(Refused, match="还没有登记"):
        write_objections(answered, **told | {"scope": Scope.CITY, "path": tmp_path / "市.xlsx"})
    assert not (tmp_path / "市.xlsx").exists()
    cells = [cell for row in openpyxl.load_workbook(out)["申诉清单"].iter_rows(values_only=True) for cell in row]
    assert "热线-261123-000001" in cells


def test_units_entered_later_keep_the_list_of_tickets(answered, tmp_path):
    path = workbook(tmp_path / "明细.xlsx", *OFFICIAL)
    acts.take_in(answered, person=ANALYST, scope=Scope.DISTRICT, period=PERIOD, path=path)
    ranking = paste(answered).result
    found = reads.detail(answered, ranking_id=ranking)
    assert (found.row.listed, found.row.place) == (5, 2)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"place": None, "score": ""}, "place"),
        ({"place": 0, "score": ""}, "place"),
        ({"place": 18, "score": "", "units": 17}, "place"),
        ({"place": 1, "score": "九十"}, "score"),
        ({"place": 1, "score": "", "period": "monat:2026"}, "period"),
    ],
)
def test_what_cannot_be_typed_is_refused_at_its_field(desk, told, field):
    with pytest.raises(Refused) as refused:
        enter(desk, **told)
    assert refused.value.field == field
    assert reads.listing(desk) == []


def test_our_office_is_found_by_the_name_that_papers_carry(desk):
    assert "3 个单位" in paste(desk, ours="").message


def test_files_that_are_no_ranking(desk, tmp_path):
    with pytest.raises(FileRefused, match="没有找到单位排名"):
        paste(desk, "今天天气\t很好\n")
    with pytest.raises(Refused, match="没有找到本单位") as refused:
        paste(desk, ours="民政局")
    assert (refused.value.field, "区水务局" in str(refused.value)) == ("ours", True)
    with pytest.raises(NotAllowed):
        acts.enter(desk, person=Person(""), scope=Scope.CITY, period=PERIOD, place=1, score="")
    with pytest.raises(Refused):
        reads.detail(desk, ranking_id=99)
    assert reads.listing(desk) == []


def test_a_correction_of_the_register_moves_our_own_score(answered, take_in):
    enter(answered, place=6, score="80.0")
    before = reads.listing(answered)[0].own.score
    take_in(
        "热线-261123-000006",
        platform_valid="是",
        platform_contacted="否",
        platform_solved="否",
        platform_satisfied="不满意",
    )
    assert Fraction(reads.listing(answered)[0].own.score) < Fraction(before)
