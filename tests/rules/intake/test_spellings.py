import tomllib

import pytest

from app.base.resources import resource, resource_toml
from app.rules.intake.spellings import (
    read_contacted,
    read_satisfied,
    read_solved,
    read_source,
    read_status,
    read_time_class,
    read_urgency,
    read_yes_no,
)
from app.rules.law.clocks import TIME_CLASS_WORDS, TimeClass, Urgency
from app.rules.law.urgency import SHIPPED_LEVELS
from app.rules.shared.folding import squeeze
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from tests.support.levels import EXTRA, EXTRA_LEVEL, GENERAL, URGENT

READERS = {
    "urgency": read_urgency,
    "status": read_status,
    "time-class": read_time_class,
    "source": read_source,
    "contacted": read_contacted,
    "solved": read_solved,
    "satisfied": read_satisfied,
}
SPELLINGS = [
    (table, meaning, spelling)
    for table in READERS
    for meaning, spellings in resource_toml("spellings.toml")[table].items()
    for spelling in spellings
]


@pytest.mark.parametrize(("table", "meaning", "spelling"), SPELLINGS)
def test_every_spelling_of_the_table_has_its_meaning(table: str, meaning: str, spelling: str) -> None:
    assert READERS[table](spelling) == meaning
    assert READERS[table](f" {spelling}\n") == meaning


@pytest.mark.parametrize("table", [*READERS, "yes-no"])
def test_no_spelling_stands_twice_in_a_table(table: str) -> None:
    meanings = tomllib.loads(resource("spellings.toml").read_text(encoding="utf-8"))[table]
    words = [squeeze(word).lower() for spellings in meanings.values() for word in spellings]
    assert sorted(words) == sorted(set(words))


def test_the_desk_reads_its_own_words() -> None:
    assert {status: read_status(word) for status, word in STATUS_WORDS.items()} == {s: s for s in TicketStatus}
    assert [read_urgency(level.word) for level in (EXTRA_LEVEL, *SHIPPED_LEVELS)] == [EXTRA, URGENT, GENERAL]
    assert {each: read_time_class(word) for each, word in TIME_CLASS_WORDS.items()} == {c: c for c in TimeClass}


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("1", GENERAL), ("2", URGENT), ("3", URGENT), ("4", EXTRA),
     ("1.0", GENERAL), ("4.0", EXTRA), ("２", URGENT),
     ("加急", URGENT), ("特急", EXTRA), ("特急件", EXTRA),
     ("普通", GENERAL), ("【紧急】", URGENT), ("2-加急", URGENT),
     ("1、普通", GENERAL), ("紧急（10分钟）", URGENT),
     ("紧 急", URGENT), ("▲急办", URGENT), ("特急！！", EXTRA), ("●一般", GENERAL), ("是", URGENT), ("否", GENERAL),
     ("★★加急★★", URGENT), ("5", None), ("", None), ("重要", None), ("12", None)],
)  # fmt: skip
def test_codes_and_decorated_words_are_read(text: str, urgency: Urgency | None) -> None:
    assert read_urgency(text) == urgency


@pytest.mark.parametrize(
    ("text", "status"),
    [("未签收", TicketStatus.TO_SIGN), ("待派单", TicketStatus.TO_SIGN), ("待联系", TicketStatus.HANDLING),
     ("转办", TicketStatus.HANDLING), ("审核中", TicketStatus.TO_REVIEW), ("已反馈", TicketStatus.TO_CALL_BACK),
     ("回访中", TicketStatus.TO_CALL_BACK), ("申请退回", TicketStatus.RETURNING), ("退单驳回", TicketStatus.HANDLING),
     ("已退回", TicketStatus.RETURNED), ("结案", TicketStatus.CLOSED), ("已归档", TicketStatus.CLOSED),
     ("已挂账", TicketStatus.HANDLING), ("未办结", TicketStatus.HANDLING), ("超期未办结", TicketStatus.HANDLING),
     ("已办结（超期）", TicketStatus.CLOSED), ("星期二", None), ("", None), ("—", None), ("不是办结", None)],
)  # fmt: skip
def test_platform_words_find_their_status(text: str, status: TicketStatus | None) -> None:
    assert read_status(text) is status


@pytest.mark.parametrize(
    ("text", "time_class"),
    [("突发", TimeClass.EMERGENCY), ("24小时", TimeClass.UTILITIES), ("7天", TimeClass.ORDINARY),
     ("15日", TimeClass.COMPLEX), ("5 天", TimeClass.DEFAULT), ("7个工作日", None), ("15", None), ("", None)],
)  # fmt: skip
def test_the_time_allowed_tells_the_class(text: str, time_class: TimeClass | None) -> None:
    assert read_time_class(text) is time_class


@pytest.mark.parametrize(
    ("text", "source"),
    [("市直派", "市直派"), ("区派", "区分转"), ("自建", "本地录入"), ("微信", ""), ("", ""), ("12345", "")],
)
def test_sources_are_brought_to_three_words(text: str, source: str) -> None:
    assert read_source(text) == source


@pytest.mark.parametrize(
    ("text", "answer"),
    [("是", True), ("1", True), ("1.0", True), ("Y", True), ("TRUE", True), ("有效", True), ("√", True),
     ("属实", True), ("否", False), ("0", False), ("0.0", False), ("无效", False), ("×", False), ("不属实", False),
     ("", None), ("空", None), ("无", None), ("也许", None), ("2", None)],
)  # fmt: skip
def test_yes_and_no_are_told_apart_from_nothing(text: str, answer: bool | None) -> None:
    assert read_yes_no(text) is answer


@pytest.mark.parametrize(
    ("text", "contacted", "solved", "satisfied"),
    [
        ("是", Contacted.YES, Solved.YES, Satisfied.SATISFIED), ("否", Contacted.NO, Solved.NO, Satisfied.UNSATISFIED),
        ("1", Contacted.YES, Solved.YES, Satisfied.SATISFIED), ("0", Contacted.NO, Solved.NO, Satisfied.UNSATISFIED),
        ("", None, None, None), ("空", None, None, None), ("/", None, None, None),
        ("已联系", Contacted.YES, None, None), ("未联系", Contacted.NO, None, None),
        ("响应", Contacted.YES, None, None),
        ("未响应", Contacted.NO, None, None), ("记不清", Contacted.UNSURE, None, None),
        ("解决", None, Solved.YES, None), ("部分解决", None, Solved.PARTLY, None), ("未解决", None, Solved.NO, None),
        ("满意", None, None, Satisfied.SATISFIED), ("基本满意", None, None, Satisfied.MOSTLY),
        ("一般", None, None, Satisfied.FAIR), ("不满意", None, None, Satisfied.UNSATISFIED),
        ("很不满意", None, None, Satisfied.UNSATISFIED), ("未评价", None, None, Satisfied.NO_OPINION),
    ],
)  # fmt: skip
def test_the_platforms_answers_map_to_the_three_questions(
    text: str, contacted: Contacted | None, solved: Solved | None, satisfied: Satisfied | None
) -> None:
    assert (read_contacted(text), read_solved(text), read_satisfied(text)) == (contacted, solved, satisfied)
