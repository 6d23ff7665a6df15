"""Files saved by real programs: each ticket with every field, each call, each refusal with how to save the file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.base.clock import to_local
from app.base.errors import FileRefused
from app.files.intake.call_lists import CallDraft, read_calls
from app.files.intake.drafts import read_drafts
from app.rules.contact.states import ATTEMPT_WORDS
from app.rules.intake.drafts import RowProblem, TicketDraft
from tests.corpus.offices.calls import CALLS
from tests.corpus.offices.expected import CALL_LISTS, READ, REFUSED
from tests.corpus.offices.tickets import MOMENT, TICKETS, right

FILES = Path(__file__).parents[2] / "corpus" / "offices" / "files"
NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
# Kept as the file writes them; the fields that they feed are compared.
_AS_WRITTEN = frozenset({"phone_raw", "urgency_raw", "platform_status"})


def texts(draft: TicketDraft) -> dict[str, str]:
    """The values of a draft as texts, times in Beijing, without blanks."""
    values = {
        name: f"{to_local(value):{MOMENT}}" if isinstance(value, datetime) else str(value)
        for name, value in draft.values.items()
        if name not in _AS_WRITTEN
    }
    return {name: text for name, text in {**values, "number": draft.number}.items() if text}


@pytest.mark.parametrize("name", READ)
def test_every_ticket_of_a_file_comes_in_with_every_field(name: str) -> None:
    expected = READ[name]
    stream = read_drafts(FILES / name, now=NOW)
    items = list(stream)
    drafts = [item for item in items if isinstance(item, TicketDraft)]
    wanted = [
        {**right(ticket), **{field: text for (of, field), text in expected.but.items() if of == place}}
        for place, ticket in enumerate(TICKETS)
    ]
    assert [texts(draft) for draft in drafts] == [{name: text for name, text in one.items() if text} for one in wanted]
    assert all(draft.extra == {} for draft in drafts)
    assert tuple(note.column for draft in drafts for note in draft.notes) == expected.noted
    assert tuple(item.value for item in items if isinstance(item, RowProblem)) == expected.beside
    assert (stream.rows, tuple(stream.skipped_sheets)) == (len(items), expected.skipped)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_with_how_to_save_it(name: str) -> None:
    word, ending = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        list(read_drafts(FILES / name, now=NOW))
    assert word in str(refused.value)
    assert "未导入" in refused.value.message
    assert ending in refused.value.hint


@pytest.mark.parametrize("name", CALL_LISTS)
def test_every_call_of_a_phone_system_comes_in(name: str) -> None:
    items = list(read_calls(FILES / name, now=NOW))
    assert [
        (one.phone, f"{to_local(one.at):{MOMENT}}", one.seconds, ATTEMPT_WORDS[one.outcome], one.agent)
        for one in items
        if isinstance(one, CallDraft)
    ] == list(CALLS)


def test_the_corpus_is_whole_and_small() -> None:
    files = {path.name: path.stat().st_size for path in FILES.iterdir()}
    assert files.keys() == {*READ, *REFUSED, *CALL_LISTS}
    assert sum(files.values()) < 1_000_000
