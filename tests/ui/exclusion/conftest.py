"""Made-up applications for the pages of exclusion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.base.people import Person
from app.desk.exclusion import acts as exclusion_acts
from app.desk.shared.context import Desk
from app.rules.ticket.states import TicketStatus
from app.ui.exclusion.page import ExclusionPage
from app.ui.frame.application import OpenWindow

OPERATOR = Person("值班员甲")
STATEMENT = "经向公安机关核实，该事项已由某派出所立案侦查并出具立案通知书，属涉法涉诉事项，现申请不纳入考核，请予审核。"


@pytest.fixture
def apply_for(desk: Desk, take_in: Callable[..., int]) -> Callable[..., int]:
    """Begins an application for a new made-up ticket; gives its id."""

    def make(major: str = "涉法涉诉", minor: str = "公安机关已立案", *, whole: bool = False, **said: str) -> int:
        ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now(), unit=said.pop("unit", "第二大队"))
        texts = {"statement": STATEMENT, "process": "", "basis": "本月目录"} if whole else {}
        made = exclusion_acts.create(
            desk,
            person=OPERATOR,
            ticket_id=ticket,
            major=major,
            minor=minor,
            **{**texts, **said},  # type: ignore[arg-type]
        )
        return made.result

    return make


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    """A made-up file on the disk: a tiny PDF unless told otherwise."""

    def make(
        name: str = "立案通知书.pdf", content: bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], ExclusionPage]:
    def show() -> ExclusionPage:
        opened.window.show_page("exclusions")
        made = opened.window.current_page()
        assert isinstance(made, ExclusionPage)
        return made

    return show
