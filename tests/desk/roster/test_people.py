"""Who is on duty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person, Role
from app.desk.journal import reads as journal_reads
from app.desk.roster import people


def test_a_person_goes_on_duty_by_name_and_it_is_on_the_record(desk):
    told = people.sign_in(desk, name=" 值班员甲 ", role=Role.OPERATOR)
    assert told.result == Person("值班员甲", Role.OPERATOR)
    (line,) = journal_reads.between(desk, start=desk.now(), end=desk.now() + timedelta(seconds=1))
    assert (line.verb, line.who, line.text) == ("sign-in", "值班员甲", "值班员值班员甲上岗")


def test_names_are_remembered_latest_first_each_once_with_its_last_role(desk, still):
    for name, role in (("甲", Role.OPERATOR), ("乙", Role.OPERATOR), ("甲", Role.SHIFT_LEAD)):
        people.sign_in(desk, name=name, role=role)
        still.advance(timedelta(hours=1))
    assert people.known(desk) == [Person("甲", Role.SHIFT_LEAD), Person("乙", Role.OPERATOR)]


def test_nobody_goes_on_duty_without_a_name(desk):
    with pytest.raises(Refused) as refused:
        people.sign_in(desk, name="  ", role=Role.OPERATOR)
    assert refused.value.field == "name"
    assert people.known(desk) == []


def test_a_person_named_elsewhere_has_the_role_of_their_last_sign_in(desk):
    people.sign_in(desk, name="李班长", role=Role.SHIFT_LEAD)
    assert people.with_role(desk, Person("李班长")) == Person("李班长", Role.SHIFT_LEAD)
    assert people.with_role(desk, Person("新来的", Role.ANALYST)) == Person("新来的", Role.ANALYST)
