"""The settings of this desk: declared defaults and changed values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.base.settings import BY_NAME, Form, checked, with_defaults
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.rules.archive.ending import SERVICE_END, BadDay, read_day
from app.rules.journal import JournalVerb
from app.rules.watch.rounds import BadSpans, read_spans

_MUTED = "sound-changed"
WATCH_OTHERS = "watch_others"


def every(desk: Desk) -> dict[str, str]:
    """Every setting with its value."""
    with desk.register.reading() as stores:
        return with_defaults(stores.keep.settings())


def get(desk: Desk, name: str) -> str:
    """One setting's value."""
    return every(desk)[name]


@dataclass(frozen=True, slots=True)
class Muted:
    """Who switched the alarm sound off, and when."""

    who: str
    since: datetime


def muted(desk: Desk) -> Muted | None:
    """Whether the alarm sound is off, by whom and since when."""
    with desk.register.reading() as stores:
        off = stores.keep.settings().get("sound", BY_NAME["sound"].default) == "no"
        at, _, who = (stores.keep.mark(_MUTED) or "").partition(" ")
    return Muted(who, datetime.fromisoformat(at)) if off and at else None


def _checked_day(text: str) -> str:
    try:
        return read_day(text).isoformat()
    except BadDay as error:
        raise Refused(str(error), field=SERVICE_END) from error


def _check_spans(text: str) -> None:
    try:
        read_spans(0, text)
    except BadSpans as error:
        raise Refused(str(error), field=WATCH_OTHERS) from error


def change(desk: Desk, *, person: Person, name: str, value: str) -> Outcome[None]:
    """Sets a setting; old → new is journalled.

    Raises:
        Refused: there is no such setting, the value is out of its limits, or a folder is not there (field = name).

    """
    require(person, Action.SETTINGS)
    after = checked(name, value)
    words = BY_NAME[name].words
    if BY_NAME[name].form is Form.FOLDER and after and not Path(after).is_dir():
        raise Refused(f"文件夹不存在：{after}", field=name)
    if name == WATCH_OTHERS:
        _check_spans(after)
    if name == SERVICE_END:
        after = _checked_day(after)
    with desk.register.writing() as stores:
        before = stores.keep.settings().get(name, BY_NAME[name].default)
        if before != after:
            stores.keep.put_setting(name, after)
            if name == "sound":
                stores.keep.put_mark(_MUTED, f"{desk.now().isoformat()} {person.name}")
            change = {words: (before, after)}
            write_line(desk, stores, person, JournalVerb.SETTING, f"设置：{words}", changes=change)
    return Outcome(Change.SETTINGS, None, f"已保存：{words}")
