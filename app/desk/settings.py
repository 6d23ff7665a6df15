"""Settings of this desk: the declared defaults, and what people changed."""

from __future__ import annotations

from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.base.settings import BY_NAME, SETTINGS, Form, checked
from app.desk.access import Action, require
from app.desk.context import Desk
from app.models.journal import Entry


def every(desk: Desk) -> dict[str, str]:
    """Every setting with its value."""
    with desk.register.reading() as stores:
        kept = stores.keep.settings()
    return {setting.name: kept.get(setting.name, setting.default) for setting in SETTINGS}


def get(desk: Desk, name: str) -> str:
    """One setting's value."""
    return every(desk)[name]


def change(desk: Desk, *, person: Person, name: str, value: str) -> Outcome[None]:
    """Sets a setting; old → new is journalled.

    Raises:
        Refused: there is no such setting, the value is out of its limits, or a folder is not there (field = name).

    """
    require(person, Action.SETTINGS)
    told = checked(name, value)
    words = BY_NAME[name].words
    if BY_NAME[name].form is Form.FOLDER and told and not Path(told).is_dir():
        raise Refused(f"文件夹不存在：{told}", field=name)
    with desk.register.writing() as stores:
        before = stores.keep.settings().get(name, BY_NAME[name].default)
        if before != told:
            stores.keep.put_setting(name, told)
            entry = Entry("setting", f"设置：{words}", changes={words: (before, told)})
            stores.journal.append([entry], at=desk.now(), who=person.name)
    return Outcome(Change.SETTINGS, None, f"已保存：{words}")
