"""The catalogue by month on the desk: a month without its own has the last before it, an edit is a new version."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person, Role
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.rules.exclusion.catalogue import BadCatalogue, Catalogue

LEAD = Person("班组长乙", Role.SHIFT_LEAD)


def test_a_month_without_its_own_has_the_last_before_it(desk):
    assert exclusion_catalogue.in_force(desk).month == "2026-10"
    assert exclusion_catalogue.in_force(desk, "2026-09").month == "2026-01"
    with pytest.raises(Refused, match="还没有不纳入考核目录"):
        exclusion_catalogue.in_force(desk, "2025-12")


def test_an_edit_is_a_new_version_and_the_old_ones_stay(desk):
    now = exclusion_catalogue.in_force(desk, "2026-10").catalogue
    exclusion_catalogue.save(desk, person=LEAD, catalogue=Catalogue("2026-10", now.types[1:]), note="取消一类")
    told = [each for each in exclusion_catalogue.versions(desk) if each.month == "2026-10"]
    assert [(each.made_by, len(each.catalogue.types)) for each in told] == [
        ("随产品", len(now.types)),
        ("班组长乙", len(now.types) - 1),
    ]
    assert exclusion_catalogue.in_force(desk).note == "取消一类"
    assert exclusion_catalogue.months(desk) == ("2026-01", "2026-10")


def test_what_is_not_changed_or_cannot_be_worked_by_is_not_kept(desk):
    now = exclusion_catalogue.in_force(desk).catalogue
    with pytest.raises(Refused, match="没有变化"):
        exclusion_catalogue.save(desk, person=LEAD, catalogue=now)
    with pytest.raises(BadCatalogue):
        exclusion_catalogue.save(desk, person=LEAD, catalogue=Catalogue("2026-11", ()))
    assert len(exclusion_catalogue.versions(desk)) == 2


def test_two_months_are_compared_as_data(desk):
    told = exclusion_catalogue.differences(desk, before="2026-01", after="2026-11")
    assert {(each.kind, each.minor) for each in told} >= {("added", "误打"), ("removed", "误打或非本人")}


def test_a_month_without_its_catalogue_asks_and_carrying_over_answers(desk):
    asked = exclusion_catalogue.question(desk)
    assert asked == exclusion_catalogue.MonthQuestion("2026-11", "2026-10")
    exclusion_catalogue.carry_over(desk, person=LEAD)
    assert exclusion_catalogue.question(desk) is None
    found = exclusion_catalogue.in_force(desk)
    assert (found.month, found.made_by, found.note) == ("2026-11", "班组长乙", "沿用 2026-10 的目录")
    assert found.catalogue.types == exclusion_catalogue.in_force(desk, "2026-10").catalogue.types
    with pytest.raises(Refused, match="已有"):
        exclusion_catalogue.carry_over(desk, person=LEAD)


def test_an_updated_catalogue_answers_the_question_too(desk):
    now = exclusion_catalogue.in_force(desk).catalogue
    exclusion_catalogue.save(desk, person=LEAD, catalogue=Catalogue("2026-11", now.types[1:]))
    assert exclusion_catalogue.question(desk) is None
