"""Issues papers one after another until it is killed."""

from __future__ import annotations

from pathlib import Path

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.figures.frozen import freeze
from app.desk.paper import issue as issuing
from app.desk.paper import moved
from tests.support.papers import made_up_paper, write_plain
from tests.support.registers import desk_on


def main(data: str, out: str, count: str) -> None:
    """Issues `count` papers from the register in `data` into `out`, once the file `begun` stands there."""
    desk = desk_on(DataFolder(Path(data)), SystemClock())
    paper = made_up_paper(desk)
    facts = freeze(desk, moved.frozen_periods(desk, paper))
    person = Person("分析员甲")
    (Path(out) / "begun").touch()
    for number in range(int(count)):
        path = Path(out) / f"报表{number:05}.docx"
        with desk.register.reading() as stores:
            again = bool(stores.papers.issued())
        issuing.issue(desk, person=person, making=issuing.Making(paper, facts, write_plain, path, True, again))
