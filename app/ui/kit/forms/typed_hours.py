"""Reads the hours that a person typed into a form; what is no hour is refused at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.base.errors import Refused
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_ahead, read_past
from app.ui.kit.forms.form import FormDialog


class HourRefused(Refused):
    """A typed text that is no hour."""


def ahead(form: FormDialog, field: str) -> datetime | None:
    """The hour to come that stands in a field; None when it is empty.

    Raises:
        HourRefused: no hour, or one that is past; at the field.

    """
    return _read(form, field, read_ahead)


def past(form: FormDialog, field: str) -> datetime | None:
    """The hour that has been which stands in a field; None when it is empty.

    Raises:
        HourRefused: no hour; at the field.

    """
    return _read(form, field, read_past)


def _read(form: FormDialog, field: str, read: Callable[[str, datetime], datetime | None]) -> datetime | None:
    try:
        return read(form.values()[field], form.shell.now())
    except BadTime as error:
        raise HourRefused(str(error), field=field) from error
