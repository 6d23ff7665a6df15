"""典型案例: tickets chosen by rule, told with their personal data masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from app.desk.figures.asked import ids_behind
from app.desk.figures.behind import MERCHANT, most_called_merchant
from app.desk.figures.codes import platform_answers
from app.desk.paper.source import Source
from app.desk.ticket.row import title_of
from app.models.figures.paper_tickets import PaperTicket
from app.rules.figures.facts import Answers
from app.rules.figures.fields import Field
from app.rules.paper.cases import largest_sum, sum_words
from app.rules.paper.model import Block, Paragraph
from app.rules.paper.words import day_words
from app.rules.shared.folding import fold
from app.rules.shared.masking import mask_text
from app.rules.survey.states import SATISFIED_WORDS, Satisfied
from app.rules.ticket.states import STATUS_WORDS, TicketStatus

NO_CASES = "本期没有符合规则的典型案例。"
_LONGEST = 160
_BAD = Satisfied.UNSATISFIED


def case_blocks(source: Source) -> tuple[Block, ...]:
    """A paragraph for each rule that a ticket of the period meets."""
    told = [*_cases(source)]
    return tuple(Paragraph((f"{place}.{text}",)) for place, text in enumerate(told, start=1)) or (
        Paragraph((NO_CASES,)),
    )


def _cases(source: Source) -> Iterator[str]:
    own = _own_ids(source)
    for rule in (_most_callers, _largest_sum, _twice_unsatisfied, _best_turn):
        if text := rule(source, own):
            yield text


def _own_ids(source: Source) -> Callable[[int], bool]:
    """Whether a ticket is one of the topic's; of any other paper every ticket of the period is."""
    if source.about is None:
        return lambda _ticket_id: True
    chosen = set(ids_behind(source.desk, source.asked((source.about[0],)), Field.RECEIVED, (source.about[1],)))
    return chosen.__contains__


def _most_callers(source: Source, _own: Callable[[int], bool]) -> str:
    """The merchant that the most callers call about, two at least, with the last ticket about it."""
    only = () if source.about is None else (source.about,)
    name, callers = most_called_merchant(source.desk, replace(source.asked(), only=only))
    if callers < 2:
        return ""
    asked = replace(source.asked((MERCHANT,)), only=only)
    ids = ids_behind(source.desk, asked, Field.RECEIVED, (name,))
    return f"来电人最多。反映“{mask_text(name)}”的来电人{callers}人，工单{len(ids)}件。其中{_told_of(source, ids[-1])}"


def _largest_sum(source: Source, own: Callable[[int], bool]) -> str:
    best: tuple[Decimal, int] | None = None
    with source.desk.register.reading() as stores:
        for ticket_id, content in stores.paper_tickets.with_money(source.period.start, source.period.end):
            amount = largest_sum(content)
            if amount is not None and (best is None or amount > best[0]) and own(ticket_id):
                best = amount, ticket_id
    if best is None:
        return ""
    return f"涉及金额大。诉求中提到的金额最大为{sum_words(best[0])}。{told(source.tickets([best[1]])[0])}"


def _twice_unsatisfied(source: Source, own: Callable[[int], bool]) -> str:
    found = [ticket_id for ticket_id, before, after in _turns(source, own) if before is _BAD and after is _BAD]
    return f"两次回访均不满意，共{len(found)}件。其中{_told_of(source, found[-1])}" if found else ""


def _best_turn(source: Source, own: Callable[[int], bool]) -> str:
    good = Satisfied.SATISFIED
    found = [ticket_id for ticket_id, before, after in _turns(source, own) if before is _BAD and after is good]
    return f"经再次办理由不满意转为满意，共{len(found)}件。其中{_told_of(source, found[-1])}" if found else ""


def _told_of(source: Source, ticket_id: int) -> str:
    (ticket,) = source.tickets([ticket_id])
    return told(ticket)


def _turns(source: Source, own: Callable[[int], bool]) -> Iterator[tuple[int, Satisfied | None, Satisfied | None]]:
    """The tickets of the period with a first valid answer that is not the last one, and both verdicts."""
    with source.desk.register.reading() as stores:
        found = stores.paper_tickets.answered_twice(source.period.start, source.period.end)
    for one in found:
        before, after = platform_answers(one.first), platform_answers(one.last)
        if before.valid and after.valid and own(one.id):
            yield one.id, before.satisfied, after.satisfied


def told(ticket: PaperTicket) -> str:
    """A ticket in two sentences: number, when, where, who handles it, what it says, and how it ended."""
    place = f"，{mask_text(ticket.street)}" if ticket.street else ""
    unit = f"，承办单位{unit_words(ticket)}" if ticket.unit else ""
    text = f"{ticket.number}（{day_words(ticket.dispatched_at)}受理{place}{unit}）：{described(ticket)}"
    return f"{text}。{_outcome(ticket)}"


def unit_words(ticket: PaperTicket) -> str:
    """The handling unit as a paper prints it."""
    return mask_text(fold(ticket.unit)) or "（未派单）"


def described(ticket: PaperTicket) -> str:
    """The text of a ticket on one line, masked and shortened; its title where it has none."""
    text = " ".join(mask_text(ticket.content or title_of(ticket)).split()).rstrip("。；;，,.")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _outcome(ticket: PaperTicket) -> str:
    words = STATUS_WORDS[TicketStatus(ticket.status)]
    if ticket.closed_at is not None:
        words = f"{day_words(ticket.closed_at)}办结"
    answers = last_answers(ticket)
    if answers.valid and answers.satisfied is not None:
        words += f"，最终回访{SATISFIED_WORDS[answers.satisfied]}"
    return f"{words}。"


def last_answers(ticket: PaperTicket) -> Answers:
    """The platform's last answers of a ticket."""
    return platform_answers(
        (ticket.platform_valid, ticket.platform_contacted, ticket.platform_solved, ticket.platform_satisfied)
    )
