"""The catalogue by month, its comparison, a form for each type, and a version saved after its differences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.shared.context import Desk
from app.ui.exclusion.catalogue_form import CatalogueForm
from app.ui.exclusion.catalogue_page import CHANGES, CataloguePage
from app.ui.exclusion.type_form import TypeForm
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.fields import write_field


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], CataloguePage]:
    def show() -> CataloguePage:
        opened.window.show_page("exclusion-catalogue")
        made = opened.window.current_page()
        assert isinstance(made, CataloguePage)
        return made

    return show


def names(page: CataloguePage) -> list[str]:
    return [kind.words for kind in page.types.model().rows]  # type: ignore[attr-defined]


def change(page: CataloguePage, place: int, **texts: str) -> TypeForm:
    page.types.choose(place)
    page.edit()
    form = page.shell.last_form
    assert isinstance(form, TypeForm)
    for key, text in texts.items():
        write_field(form.fields[key], text)
    form.submit()
    return form


def save(page: CataloguePage, month: str = "", note: str = "") -> CatalogueForm:
    page.save.click()
    form = page.shell.last_form
    assert isinstance(form, CatalogueForm)
    if month:
        write_field(form.fields["month"], month)
    write_field(form.fields["note"], note)
    form.submit()
    return form


def test_the_version_in_force_stands_first_with_its_types(page: Callable[[], CataloguePage], desk: Desk) -> None:
    shown = page()
    holding = exclusion_catalogue.in_force(desk)
    assert names(shown) == [kind.words for kind in holding.catalogue.types]
    assert shown.editing.bar.box.currentText().startswith(f"自 {holding.month} 起 · 现行")
    assert not shown.save.isEnabled()


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


def test_a_fault_is_shown_at_its_field_in_chinese_and_nothing_is_kept(
    page: Callable[[], CataloguePage], desk: Desk
) -> None:
    shown = page()
    before = exclusion_catalogue.versions(desk)
    form = change(shown, 0, within_days="十")
    assert form.fields["within_days"].property("wrong")
    assert "应为整数" in form._errors["within_days"].text()
    write_field(form.fields["within_days"], "10")
    write_field(form.fields["evidence"], "截图，exe")
    form.submit()
    assert "截图的格式应在" in form.error.text()
    form.reject()
    assert not shown.editing.is_changed
    assert exclusion_catalogue.versions(desk) == before


def test_a_type_is_changed_shown_as_a_difference_and_saved_from_a_month_on(
    page: Callable[[], CataloguePage], desk: Desk
) -> None:
    shown = page()
    name = names(shown)[0]
    change(shown, 0, within_days="5", condition="新的条件")
    shown.save.click()
    form = shown.shell.last_form
    assert isinstance(form, CatalogueForm)
    rows = [[form.differences.item(row, column).text() for column in range(3)] for row in range(2)]
    assert rows == [["修改", name, "适用条件"], ["修改", name, "申请期限"]]
    assert not shown.isEnabled()
    form.reject()
    save(shown, note="五日内")
    assert exclusion_catalogue.in_force(desk).catalogue.types[0].within_days == 5
    assert shown.editing.bar.box.currentText() == "自 2026-11 起 · 现行 · 五日内"


def test_a_later_month_waits_and_can_be_seen_compared_and_restored(
    page: Callable[[], CataloguePage], desk: Desk
) -> None:
    shown = page()
    change(shown, 0, within_days="5")
    save(shown, month="2026-12", note="十二月起")
    assert exclusion_catalogue.months(desk)[-1] == "2026-12"
    assert shown.editing.bar.box.itemText(0) == "自 2026-12 起 · 未生效 · 十二月起"
    assert not shown.editing.is_changed
    shown.editing.bar.box.setCurrentIndex(0)
    assert not shown.row_tools["修改"].isEnabled()
    shown.editing.bar.restore.click()
    assert shown.editing.draft[0].within_days == 5
    assert shown.editing.is_changed


def test_a_month_that_is_none_is_refused_at_its_field(page: Callable[[], CataloguePage]) -> None:
    shown = page()
    change(shown, 0, within_days="5")
    form = save(shown, month="十二月")
    assert form.fields["month"].property("wrong")
    form.reject()


def test_types_are_added_removed_and_taken_back_on_the_page_alone(
    page: Callable[[], CataloguePage], opened: OpenWindow
) -> None:
    shown = page()
    before = names(shown)
    shown.types.choose(0)
    shown.remove()
    assert names(shown) == before[1:]
    opened.shell.commands.run("undo")
    assert names(shown) == before
    shown.add()
    form = opened.shell.last_form
    assert isinstance(form, TypeForm)
    for key, text in (("major", "某类"), ("minor", "某项"), ("condition", "某条件")):
        write_field(form.fields[key], text)
    form.submit()
    assert names(shown)[-1] == "某类 / 某项"
    assert shown.back()
    assert names(shown) == before
