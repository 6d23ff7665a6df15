"""Settings: defaults, limits, the journal line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import NotAllowed, Refused
from app.base.people import Person
from app.base.settings import SETTINGS
from app.desk import setting as settings
from app.desk.journal import reads as journal_reads

ADMIN = Person("管理员丙")


def lines(desk):
    return list(journal_reads.between(desk, start=desk.now(), end=desk.now() + timedelta(seconds=1)))


def test_every_setting_has_its_default_and_takes_it(desk):
    told = settings.every(desk)
    assert told == {setting.name: setting.default for setting in SETTINGS}
    for name, value in told.items():
        settings.change(desk, person=ADMIN, name=name, value=value)
    assert lines(desk) == []


def test_a_change_is_kept_and_journalled_old_and_new(desk):
    settings.change(desk, person=ADMIN, name="font_percent", value="125")
    assert settings.get(desk, "font_percent") == "125"
    (line,) = lines(desk)
    assert (line.verb, line.who, line.changes) == ("setting", "管理员丙", {"字号（%）": ("100", "125")})


def test_a_folder_must_be_there_and_may_be_emptied(desk, tmp_path):
    settings.change(desk, person=ADMIN, name="watched_folder", value=str(tmp_path))
    with pytest.raises(Refused, match="文件夹不存在"):
        settings.change(desk, person=ADMIN, name="watched_folder", value=str(tmp_path / "没有"))
    assert settings.get(desk, "watched_folder") == str(tmp_path)
    settings.change(desk, person=ADMIN, name="watched_folder", value="")
    assert settings.get(desk, "watched_folder") == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "pink"), ("font_percent", "99"), ("font_percent", "一百"), ("sound", "maybe"), ("day_window", "")],
)
def test_a_value_out_of_its_limits_is_refused_at_its_field(desk, name, value):
    with pytest.raises(Refused) as refused:
        settings.change(desk, person=ADMIN, name=name, value=value)
    assert refused.value.field == name
    assert lines(desk) == []


def test_an_unknown_setting_and_an_unknown_person_are_refused(desk):
    with pytest.raises(Refused, match="没有名为"):
        settings.change(desk, person=ADMIN, name="colour", value="x")
    with pytest.raises(NotAllowed):
        settings.change(desk, person=Person(""), name="sound", value="no")


def test_who_switched_the_sound_off_and_when_is_known_until_it_is_on_again(desk, still):
    assert settings.muted(desk) is None
    settings.change(desk, person=ADMIN, name="sound", value="no")
    begun = desk.now()
    still.advance(timedelta(hours=1))
    assert settings.muted(desk) == settings.Muted("管理员丙", begun)
    settings.change(desk, person=ADMIN, name="sound", value="yes")
    assert settings.muted(desk) is None
