"""Contacts as a person records them in the real window: three keys a call, and what is wrong is said at once."""

from __future__ import annotations

import json
import re

import pytest

from tests.stories.test_a_duty_day_in_the_window import URGENT, Duty, duty
from tests.support.patience import Stopwatch
from tests.support.processes import wait_until

__all__ = ["duty"]
pytestmark = [pytest.mark.screen, pytest.mark.notifications, pytest.mark.accessibility]

SECONDS_FOR_A_CALL = 15


def attempts(duty: Duty) -> list[dict[str, str]]:
    told: list[dict[str, str]] = json.loads(duty.told("ticket", URGENT, "--json"))["attempts"]
    return told


def test_a_call_takes_three_keys_and_a_wrong_number_is_said_before_it_is_recorded(duty: Duty) -> None:
    duty.open()
    duty.quiet()
    duty.picks(URGENT)
    watch = Stopwatch()
    duty.screen.keys("F3")
    duty.dialog("联系诉求人")
    duty.screen.keys("3", "Return")
    duty.back_in_window()
    taken = watch.idle_seconds()
    assert [call["outcome"] for call in attempts(duty)] == ["no-answer"]
    assert taken < SECONDS_FOR_A_CALL
    duty.screen.keys("F3")
    form = duty.dialog("联系诉求人")
    duty.screen.keys("3", "alt+n")
    duty.screen.type("13900000009")
    wait_until(lambda: form.find(role="label", name="所拨号码不是本工单登记的号码，按错联记录"), what="the warning")
    duty.screen.keys("Return")
    duty.back_in_window()
    duty.goes_to("联系核查")
    duty.counts("联系核查", 1)
    assert "139****0009" in duty.sees("^11-23 .* 拨打", role="label").name
    duty.screen.keys("alt+f")
    form = duty.dialog("写明核实情况")
    duty.fills(form, 核实情况="诉求人的新号码")
    duty.submits("写明核实情况")
    [finding] = json.loads(duty.told("findings", "--kind", "wrong-number", "--json"))["findings"]
    assert (finding["number"], finding["state"]) == (URGENT, "explained")
    assert re.search(r"不是本工单登记的号码", finding["reason"])
