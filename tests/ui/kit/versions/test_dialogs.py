"""The dialogs of the editors: Tab goes round each, Esc leaves it and gives its page back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QDialog

from app.ui.exclusion.catalogue_page import CataloguePage
from app.ui.frame.application import OpenWindow
from app.ui.frame.pages import Page
from app.ui.law.page import RulesPage
from app.ui.owner.page import OwnersPage
from app.ui.survey.form_page import SurveyFormPage
from tests.support.tab_walk import faults_of_walk


def _owners(page: OwnersPage) -> Iterator[Callable[[], object]]:
    yield page.add
    yield page.edit
    page.view.choose(0)
    page.remove()
    yield page.save_version
    yield page.editing.bar.show_differences


def _catalogue(page: CataloguePage) -> Iterator[Callable[[], object]]:
    yield page.add
    yield page.edit
    page.types.choose(0)
    page.remove()
    yield page.save_version


def _rules(page: RulesPage) -> Iterator[Callable[[], object]]:
    page.begin()
    page.editor.fields["handling.default"].setText("7 日")  # type: ignore[union-attr]
    yield page.save


def _survey(page: SurveyFormPage) -> Iterator[Callable[[], object]]:
    page.editors[0].words.setText("有没有人联系过您？")
    yield page.keep


@pytest.mark.parametrize(
    ("name", "steps"),
    [("owners", _owners), ("exclusion-catalogue", _catalogue), ("rules", _rules), ("survey-form", _survey)],
)
def test_tab_goes_round_and_esc_gives_the_page_back(
    opened: OpenWindow, name: str, steps: Callable[[Page], Iterator[Callable[[], object]]]
) -> None:
    opened.shell.open_page(name)
    page = opened.window.current_page()
    assert isinstance(page, Page)
    for step in steps(page):
        opened.shell.last_form = None
        step()
        dialog = opened.shell.last_form
        assert isinstance(dialog, QDialog), step
        assert faults_of_walk(dialog) == []
        dialog.reject()
        assert page.isEnabled()
