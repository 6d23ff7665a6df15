"""The form that saves a version of the survey form: its changes, from which day it is asked, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from app.base.clock import local_day
from app.desk.survey import forms as survey_forms
from app.rules.shared.differences import TextDifference
from app.rules.survey.form import SurveyForm
from app.ui.frame.shell import Shell
from app.ui.kit.versions.save_form import SaveVersionForm

_ABOUT = "从所写的时间起的回访按新表提问；以前的回访和统计不变。"


class SaveSurveyForm(SaveVersionForm):
    """Saves a form as a new version; without another day it is asked from tomorrow on."""

    def __init__(
        self,
        shell: Shell,
        form: SurveyForm,
        differences: Sequence[TextDifference],
        *,
        on_saved: Callable[[], None],
    ) -> None:
        super().__init__(shell, "保存回访调查表", _ABOUT)
        self._form = form
        self._on_saved = on_saved
        self.add_when(since=(local_day(shell.now()) + timedelta(days=1)).isoformat())
        self.show_differences(differences)
        self.finish_layout()

    def submit(self) -> None:
        """Saves the version."""
        since = self.since()
        if since is not None:
            form = replace(self._form, note=self.values()["note"].strip(), **since)
            self.send(survey_forms.save, lambda _outcome: self._on_saved(), form=form)
