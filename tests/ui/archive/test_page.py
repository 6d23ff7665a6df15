"""The page of the service's end: what is done and what is next, the archive made and checked from the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.base.errors import Refused
from app.base.people import Person, Role
from app.desk import setting
from app.desk.shared.context import Desk
from app.desk.upkeep import acts as upkeep_acts
from app.ui.archive.forms import ArchiveForm, CheckForm
from app.ui.archive.page import ServiceEndPage
from app.ui.frame.application import OpenWindow

LEAD = Person("班组长乙", Role.SHIFT_LEAD)


@pytest.fixture
def page(opened: OpenWindow) -> ServiceEndPage:
    opened.window.show_page("service-end")
    made = opened.window.current_page()
    assert isinstance(made, ServiceEndPage)
    return made


def texts(page: ServiceEndPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_an_operator_sees_the_steps_and_why_they_may_not_archive(opened: OpenWindow, page: ServiceEndPage) -> None:
    assert "还有 69 天" in page.summary.text()
    assert "还没有归档" in texts(page)
    assert '--confirm "昌平商务"' in texts(page)
    opened.shell.commands.run("archive")
    assert opened.shell.last_form is None
    assert "限班组长" in page.why_not_archive()


def test_a_lead_archives_and_checks_and_a_changed_file_is_named(
    opened: OpenWindow, page: ServiceEndPage, take_in: Callable[..., int], tmp_path: Path
) -> None:
    take_in()
    opened.shell.take_over(LEAD)
    opened.shell.commands.run("archive")
    form = opened.shell.last_form
    assert isinstance(form, ArchiveForm)
    form.fields["reason"].setText("")  # type: ignore[union-attr]
    form.fields["path"].setText(str(tmp_path / "归档"))  # type: ignore[union-attr]
    form.submit()
    assert "原因" in form._errors["reason"].text()
    form.fields["reason"].setText("合同到期")  # type: ignore[union-attr]
    form.submit()
    assert form.written == tmp_path / "归档"
    form.close()
    assert "已归档" in texts(page)
    opened.shell.commands.run("archive-check")
    check = opened.shell.last_form
    assert isinstance(check, CheckForm)
    check.fields["path"].setText(str(tmp_path / "归档"))  # type: ignore[union-attr]
    check.submit()
    assert "归档完整" in check.status.text()
    (tmp_path / "归档" / "index.html").write_text("改动", encoding="utf-8")
    check.submit()
    assert "index.html（已改动）" in check._errors["path"].text()
    check.close()


def test_the_end_is_said_from_thirty_days_ahead_and_is_a_day(desk: Desk) -> None:
    setting.change(desk, person=LEAD, name="service_end", value="2026-12-24")
    assert upkeep_acts.health(desk).ending == ""
    setting.change(desk, person=LEAD, name="service_end", value="2026-12-20")
    assert "还有 27 天" in upkeep_acts.health(desk).ending
    with pytest.raises(Refused, match="不是日期"):
        setting.change(desk, person=LEAD, name="service_end", value="一月底")
