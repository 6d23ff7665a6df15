"""An application for exclusion as a person writes it in the real window: by keys, checked, kept, its form on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.files.writers.documents import document_texts
from tests.stories.test_a_duty_day_in_the_window import URGENT, Duty, duty

__all__ = ["duty"]
pytestmark = [pytest.mark.screen, pytest.mark.notifications, pytest.mark.accessibility]

STATEMENT = "经核实，该事项已由某派出所立案侦查并出具立案通知书，属涉法涉诉事项，现申请不纳入考核。"


def test_an_application_is_begun_written_and_kept_by_keys(duty: Duty, tmp_path: Path) -> None:
    duty.open()
    duty.quiet()
    duty.picks(URGENT)
    duty.screen.keys("shift+F5")
    duty.dialog("新建不纳入考核申请")
    duty.screen.keys("Down", "ctrl+Return")
    form = duty.dialog("不纳入考核申请")
    duty.fills(form, 情况说明=STATEMENT, 申请依据="本月目录")
    duty.screen.keys("ctrl+s")
    duty.back_in_window()
    told = json.loads(duty.told("dossier", "check", URGENT, "--json"))
    results = {line["rule"]: line["result"] for line in told["rules"]}
    assert (results["statement"], results["basis"], results["type"]) == ("pass", "pass", "pass")
    assert "fail" in results.values()
    assert 0 < told["complete"] < 100
    duty.goes_to("不纳入考核")
    duty.sees("^完整度", role="label")
    duty.told("dossier", "export", URGENT, "--out", str(tmp_path))
    [paper] = tmp_path.glob("*.docx")
    assert STATEMENT in document_texts(paper)
