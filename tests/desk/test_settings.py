"""Settings are kept, journalled, and refused when a folder is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import journal, settings

OPERATOR = Person("值班员甲")


def test_a_changed_setting_is_kept_and_journalled_once(desk):
    settings.change(desk, person=OPERATOR, name="sound", value="no")
    settings.change(desk, person=OPERATOR, name="sound", value="no")
    assert settings.get(desk, "sound") == "no"
    day = timedelta(days=1)
    said = journal.between(desk, start=desk.now() - day, end=desk.now() + day)
    lines = [line for line in said if line.verb == "setting"]
    assert [line.changes for line in lines] == [{"报警声音": ("yes", "no")}]


def test_a_watched_folder_must_be_there_or_empty(desk, tmp_path):
    with pytest.raises(Refused) as refused:
        settings.change(desk, person=OPERATOR, name="watched_folder", value=str(tmp_path / "gone"))
    assert refused.value.field == "watched_folder"
    settings.change(desk, person=OPERATOR, name="watched_folder", value=str(tmp_path))
    settings.change(desk, person=OPERATOR, name="watched_folder", value="")
    assert settings.get(desk, "watched_folder") == ""
