"""Texts from widgets reach the desk as whole characters."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.rules.shared.folding import whole_characters
from app.rules.ticket.states import TicketStatus
from app.ui.frame.session.arguments import clean


@dataclass(frozen=True, slots=True)
class Form:
    title: str
    answers: tuple[str, ...] = ()
    inner: dict[str, list[str]] = field(default_factory=dict)


def test_halves_of_characters_and_nul_are_cleaned_wherever_they_stand() -> None:
    made = clean({"form": Form("甲\ud800", ("\udc00乙",), {"k\ud800": ["a\x00b"]}), "n": 3})
    assert made == {"form": Form("甲\ufffd", ("\ufffd乙",), {"k\ufffd": ["ab"]}), "n": 3}


def test_two_halves_that_belong_together_become_their_character() -> None:
    assert whole_characters("\ud83d\ude00") == "😀"


def test_what_is_whole_is_handed_on_as_it_is() -> None:
    form = Form("甲", ("乙",), {"k": ["v"]})
    assert clean(form) is form
    assert clean(TicketStatus.TO_SIGN) is TicketStatus.TO_SIGN
