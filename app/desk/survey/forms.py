"""The survey forms of this desk: shipped ones and versions made here; none is ever changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.models.survey.records import NewSurveyForm
from app.rules.journal import JournalVerb
from app.rules.shared.starts import start_words
from app.rules.shared.toml_text import read_toml, toml_text
from app.rules.survey.form import SurveyForm, check_form, form_data, read_form, shipped_forms

# Forms made at a desk are numbered from here, so that they never meet those that ship later.
_OWN_FROM = 1000


def versions(desk: Desk) -> tuple[SurveyForm, ...]:
    """Every form, in the order in which they take effect; of one start the newest comes last."""
    with desk.register.reading() as stores:
        return versions_in(stores)


def versions_in(stores: Stores) -> tuple[SurveyForm, ...]:
    """Every form, read within an open transaction, in the order of `versions`."""
    own = [_form_of(kept.body, _OWN_FROM + kept.id) for kept in stores.surveys.forms()]
    return tuple(sorted((*shipped_forms(), *own), key=lambda form: (form.since, form.number)))


@lru_cache(maxsize=64)
def _form_of(body: str, number: int) -> SurveyForm:
    """A stored form, read once: within a transaction no text is read again."""
    return read_form(read_toml(body), number=number)


def in_force(desk: Desk, at: datetime | None = None) -> SurveyForm:
    """The form that is asked at an instant, now without one."""
    return in_force_of(versions(desk), at or desk.now())


def in_force_of(forms: tuple[SurveyForm, ...], at: datetime) -> SurveyForm:
    """The form among several that is in force; before the first start the first one."""
    return next((form for form in reversed(forms) if form.since <= at), forms[0])


def numbered(forms: tuple[SurveyForm, ...], number: int) -> SurveyForm:
    """The form with this number.

    Raises:
        Refused: there is none.

    """
    found = next((form for form in forms if form.number == number), None)
    if found is None:
        raise Refused("没有这一版调查表，请重新打开回访")
    return found


def save(desk: Desk, *, person: Person, form: SurveyForm) -> Outcome[SurveyForm]:
    """Stores a form as a new version; answered surveys and their figures keep theirs.

    Raises:
        BadForm: it cannot be asked or counted (field "question", "reasons" or the question's name).
        Refused: it would take effect in the past (field "effective_from").

    """
    require(person, Action.SETTINGS)
    check_form(form)
    if form.effective_from < local_day(desk.now()):
        raise Refused("新版调查表不能从过去的日期起用", field="effective_from")
    since, body = start_words(form.effective_from, form.effective_time), toml_text(form_data(form))
    with desk.register.writing() as stores:
        new = NewSurveyForm(
            effective_from=form.effective_from.isoformat(),
            body=body,
            made_at=desk.now(),
            made_by=person.name,
            note=form.note,
        )
        number = _OWN_FROM + stores.surveys.add_form(new)
        line = f"回访调查表：新版自 {since} 起用。{form.note}".rstrip("。")
        write_line(desk, stores, person, JournalVerb.SETTING, line)
    changes = Change.SETTINGS | Change.CONTACTS | Change.JOURNAL
    return Outcome(changes, replace(form, number=number), f"调查表已保存，自 {since} 起用")
