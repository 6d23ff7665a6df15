"""The catalogue by month, its comparison, and a new version made from its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.shared.context import Desk
from app.ui.exclusion.catalogue_form import CatalogueForm
from app.ui.exclusion.catalogue_page import CHANGES, CataloguePage
from app.ui.frame.application import OpenWindow


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], CataloguePage]:
    def show() -> CataloguePage:
        opened.window.show_page("exclusion-catalogue")
        made = opened.window.current_page()
        assert isinstance(made, CataloguePage)
        return made

    return show


@pytest.fixture
def form(page: Callable[[], CataloguePage]) -> CatalogueForm:
    shown = page()
    shown.edit.click()
    assert shown.last_form is not None
    return shown.last_form


def test_the_newest_month_stands_first_with_its_types(page: Callable[[], CataloguePage], desk: Desk) -> None:
    shown = page()
    newest = exclusion_catalogue.months(desk)[-1]
    assert shown.month.currentData() == newest
    catalogue = shown.catalogue()
    assert catalogue is not None
    assert len(shown.types.model().rows) == len(catalogue.types)  # type: ignore[attr-defined]


def test_two_months_are_compared_as_the_desk_does(page: Callable[[], CataloguePage], desk: Desk) -> None:
    shown = page()
    shown.what.choose(CHANGES)
    months = exclusion_catalogue.months(desk)
    wanted = exclusion_catalogue.differences(desk, before=months[-2], after=months[-1])
    assert tuple(shown.changes.model().rows) == wanted  # type: ignore[attr-defined]
    assert shown.before.isVisible()
    shown.before.setCurrentIndex(shown.before.findData(months[-1]))
    shown.before.activated.emit(0)
    assert shown.compared.is_empty


def test_a_mistake_in_the_text_is_said_and_nothing_is_kept(form: CatalogueForm, desk: Desk) -> None:
    before = exclusion_catalogue.versions(desk)
    form.fields["text"].setPlainText("type = [")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["text"].property("wrong")
    form.fields["text"].setPlainText("")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["text"].property("wrong")
    assert exclusion_catalogue.versions(desk) == before
    form.reject()


def test_another_month_is_made_from_this_one(
    form: CatalogueForm, desk: Desk, page: Callable[[], CataloguePage]
) -> None:
    form.fields["month"].setText("2026-12")  # type: ignore[union-attr]
    form.fields["note"].setText("十二月起")  # type: ignore[union-attr]
    form.submit()
    assert exclusion_catalogue.months(desk)[-1] == "2026-12"
    shown = page()
    assert shown.month.findData("2026-12") == 0


def test_a_month_that_is_none_is_refused_at_its_field(form: CatalogueForm) -> None:
    form.fields["month"].setText("十二月")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["month"].property("wrong")
    form.reject()
