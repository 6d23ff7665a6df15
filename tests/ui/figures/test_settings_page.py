"""The dated settings of figures in the window."""

from __future__ import annotations

from app.desk.figures import settings as figure_settings
from app.desk.shared.context import Desk
from app.ui.figures.settings_page import FigureSettingsForm, FigureSettingsPage
from app.ui.frame.application import OpenWindow


def test_a_new_version_is_refused_at_its_field_and_then_in_force(desk: Desk, opened: OpenWindow) -> None:
    opened.window.show_page("figure-settings")
    page = opened.window.current_page()
    assert isinstance(page, FigureSettingsPage)
    assert page.list.count.text() == "1 版"
    opened.shell.commands.run("figure-settings-new")
    form = opened.shell.last_form
    assert isinstance(form, FigureSettingsForm)
    form.fields["resolution"].setText("45")  # type: ignore[union-attr]
    form.submit()
    assert form._errors["response"].isVisible()
    form.fields["satisfaction"].setText("45")  # type: ignore[union-attr]
    form.fields["note"].setText("区考核办通知")  # type: ignore[union-attr]
    form.submit()
    rows = figure_settings.versions(desk)
    assert (len(rows), rows[0].in_force, rows[0].note) == (2, True, "区考核办通知")
    assert page.list.count.text() == "2 版"
