"""The key of a draft says its form and what it is about; its first words are the longest text of the form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app.ui
from app.rules.draft import DraftForm, Subject, first_words, form_of, subject_of
from app.rules.warning.states import WarningVerb


@pytest.mark.parametrize(
    ("key", "form", "subject", "number"),
    [
        ("add_note:17", DraftForm.NOTE, Subject.TICKET, 17),
        ("edit:17:4", DraftForm.EDIT, Subject.TICKET, 17),
        ("opinion:5:centre", DraftForm.OPINION, Subject.APPLICATION, 5),
        ("refuse-return:3", DraftForm.REFUSE_RETURN, Subject.RETURN, 3),
        ("new-ticket", DraftForm.NEW_TICKET, Subject.NOTHING, 0),
        ("owner:区体育局", DraftForm.OWNER, Subject.NOTHING, 0),
        ("owner:12", DraftForm.OWNER, Subject.NOTHING, 0),
        ("made-up:1", None, Subject.NOTHING, 0),
    ],
)
def test_a_key_is_read(key: str, form: DraftForm | None, subject: Subject, number: int) -> None:
    assert form_of(key) is form
    assert subject_of(key) == (subject, number)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"outcome": "reached", "note": "约好  明天\\n再谈，十点以后"}', "约好 明天 再谈，十点以后"),
        ("不是 JSON 的文字", "不是 JSON 的文字"),
        ('{"answers": {"a": "是"}, "codes": ["退款未到账"]}', "退款未到账"),
        ('{"seconds": 5}', ""),
        ("[]", ""),
        ('{"text": "' + "长" * 90 + '"}', "长" * 40 + "…"),
    ],
)
def test_the_first_words_are_those_of_the_longest_text(text: str, words: str) -> None:
    assert first_words(text) == words


def test_every_form_that_keeps_drafts_has_a_word() -> None:
    written = re.compile(r'draft_key=f?"([a-z_-]+)[":]')
    sources = [path.read_text(encoding="utf-8") for path in Path(app.ui.__path__[0]).rglob("*.py")]
    keys = {key for source in sources for key in written.findall(source)}
    keys |= {f"warning-{verb}" for verb in (WarningVerb.KNOW, WarningVerb.NOISE, WarningVerb.HANDLE)}
    assert len(keys) > 30
    assert {key for key in keys if form_of(key) is None} == set()
