"""Official rankings in papers: our place and its step, only where they were entered."""

from app.base.people import Person
from app.desk.paper.build import build
from app.desk.ranking import acts as ranking_acts
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import Paragraph
from app.rules.ranking.states import Scope

PERSON = Person("分析员甲")


def _said(desk) -> list[str]:
    paper = build(desk, kind=PaperKind.COUNTERMEASURES, period="assess:2026-11")
    return [block.text for block in paper.sections[0].blocks if isinstance(block, Paragraph)]


def test_a_ranking_that_was_entered_is_told_with_its_step(desk):
    assert not [text for text in _said(desk) if "官方排名" in text]
    for period, place in (("assess:2026-10", 8), ("assess:2026-11", 9)):
        ranking_acts.enter(
            desk, person=PERSON, scope=Scope.DISTRICT, period=period, place=place, score="91.3", units=26
        )
    (text,) = [text for text in _said(desk) if "官方排名" in text]
    assert text.endswith("第9位，共26个单位，较上期下降1位，成绩91.3分。")
