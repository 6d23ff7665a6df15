"""Whether somebody is on the phone: a form of a call is open, or a person has said so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.base.clock import Clock

# No call lasts longer: a form left open, or a switch forgotten, must not mute the alarm for a shift.
LONGEST_SECONDS = 1800.0
# The property of a widget within a page that is filled in as a dialog is.
FORM = "form"


@dataclass(slots=True)
class _CallForm:
    """A form in which a call is recorded; `begun` says whether the call has begun, `since` when that was first seen."""

    form: QWidget
    begun: Callable[[], bool]
    since: float | None = None


class Calling(QObject):
    """通话中: the alarm is silent and stays a strip.

    It ends with the form, by the switch, at last after half an hour.
    """

    changed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._forms: list[_CallForm] = []
        self._switched: float | None = None

    def watch(self, form: QWidget, begun: Callable[[], bool] = lambda: True) -> None:
        """Counts a form as a call while it is visible and its call has begun, as far as it can tell."""
        self._forms.append(_CallForm(form, begun))

    def toggle(self) -> None:
        """Switches it on, or off: then a form that is open no longer counts either."""
        now = self._clock.monotonic()
        if self.active:
            self._switched = None
            for call in self._forms:
                call.since = -LONGEST_SECONDS if call.since is not None else None
        else:
            self._switched = now
        self.changed.emit()

    @property
    def active(self) -> bool:
        """Whether somebody is on the phone."""
        return self.seconds is not None

    @property
    def seconds(self) -> float | None:
        """For how long; None when nobody is on the phone."""
        now = self._clock.monotonic()
        self._forms = [call for call in self._forms if shiboken6.isValid(call.form)]
        begun = [] if self._switched is None else [self._switched]
        for call in self._forms:
            if not (call.form.isVisible() and call.begun()):
                call.since = None
            elif call.since is None:
                call.since = now
            if call.since is not None:
                begun.append(call.since)
        spans = [now - at for at in begun if now - at < LONGEST_SECONDS]
        return max(spans, default=None)
