"""The night of the demonstration: what its scenes leave in the register."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from app.base.clock import RehearsalClock, read_iso
from app.base.people import Person
from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.intake import acts as intake_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.urge import reads as urge_reads
from app.desk.watch import reads as watch_reads
from app.startup.demo import START
from app.startup.demo_night import Night
from app.startup.demo_stage import Stage
from tests.support.registers import desk_on


class BareStage(Stage):
    """A stage without a window: pictures are files with nothing to see."""

    def announce(self) -> None:
        pass

    def picture(self, name: str, widget: object) -> Path:
        path = self.out / f"{name}.png"
        path.write_bytes(b"\x89PNG\r\n\x1a\n")
        return path


@pytest.fixture
def stage(folder, tmp_path):
    desk = desk_on(folder, RehearsalClock(read_iso(START)))
    shell = SimpleNamespace(open_page=lambda name: None)
    made = BareStage(desk, SimpleNamespace(opened=SimpleNamespace(window=None, shell=shell)), tmp_path)
    intake_acts.import_file(desk, person=Person("值班员甲"), path=made.bring("热线导出示例.xlsx"))
    yield made
    desk.register.close()


def test_the_night_has_rounds_an_outage_a_joined_number_and_the_round_of_urging(stage, capsys):
    stage.picture("01-待签收", None)
    night = Night(stage)
    start = stage.desk.now()
    night.watch()
    night.urge()
    total = platform.of_period(stage.desk, window=Window(start, stage.desk.now()))
    assert (total.missed, total.in_outage, total.outages) == (2, 7, 1)
    assert total.met == 76 - 2 - 7  # from 02:45 to 09:05
    last = watch_reads.last_reconciliation(stage.desk)
    assert {row.number for row in last.rows if row.kind.value == "missing-here"} == {
        "热线-261123-004428",
        "热线-261123-004431",
    }
    joined = ticket_reads.detail(stage.desk, ticket_id=stage.find("热线-261123-004428"))
    assert joined.ticket.other_number == "临-20261123-01"
    states = [row.state.value for row in urge_reads.rounds(stage.desk)]
    assert {state: states.count(state) for state in set(states)} == {"sent": 5, "answered": 2, "promised": 1}
    assert "平台故障已登记" in capsys.readouterr().err
