"""Personal texts stand beside a line: an erased one breaks nothing, an altered one does."""

from __future__ import annotations

import json

import pytest

from app.models.journal.sealing import ERASED, TEXT, Sealed, digests_of, holds, read_changes, read_text, seal
from app.rules.journal import JournalVerb
from app.rules.ticket.field_kinds import Mask
from app.rules.ticket.fields import TICKET_FIELDS

CALLER = "来电人"
CHANGES = {"紧急程度": ("一般", "紧急"), CALLER: ("王某", "李某"), "是否疑难": ("", "是")}


def _sealed() -> Sealed:
    return seal(JournalVerb.EDIT, "来电人更正姓名", CHANGES, of_ticket=True)


def _texts(sealed: Sealed) -> dict[tuple[str, str], str | None]:
    return {(field, part): text for field, part, text, _ in sealed.rows}


def test_a_line_keeps_only_what_cannot_be_personal() -> None:
    stored = json.dumps([_sealed().text, _sealed().changes], ensure_ascii=False)
    assert "紧急" in stored
    assert not [word for word in ("王某", "李某", "更正", "是\\") if word in stored]


def test_the_changes_of_every_masked_field_stand_apart() -> None:
    changes = {field.word: ("旧值", "新值") for field in TICKET_FIELDS if field.word and field.mask is not Mask.NONE}
    assert CALLER in changes
    sealed = seal(JournalVerb.UPDATE, "", changes, of_ticket=True)
    assert "值" not in sealed.changes
    assert len(sealed.rows) == 2 * len(changes)


def test_a_reader_finds_the_texts_in_their_places() -> None:
    sealed = _sealed()
    assert read_text(sealed.text, sealed.text_digest, _texts(sealed)) == "来电人更正姓名"
    assert read_changes(sealed.changes, _texts(sealed)) == CHANGES


def test_two_equal_texts_have_different_digests() -> None:
    assert _sealed().text_digest != _sealed().text_digest


def test_an_erased_text_reads_as_erased_and_its_line_still_holds() -> None:
    sealed = _sealed()
    texts: dict[tuple[str, str], str | None] = dict.fromkeys(_texts(sealed))
    assert read_text(sealed.text, sealed.text_digest, texts) == ERASED
    assert read_changes(sealed.changes, texts)[CALLER] == (ERASED, ERASED)
    rows: dict[tuple[str, str], tuple[object, object]] = {place: (None, None) for place in texts}
    assert holds(digests_of(sealed.text_digest, sealed.changes), rows)


@pytest.mark.parametrize("altered", [("别的", "salt"), (None, "salt"), (b"\x00", b"\x01"), (5, 6)])
def test_an_altered_text_does_not_hold(altered: tuple[object, object]) -> None:
    sealed = _sealed()
    rows: dict[tuple[str, str], tuple[object, object]] = {
        (field, part): (text, salt) for field, part, text, salt in sealed.rows
    }
    assert holds(digests_of(sealed.text_digest, sealed.changes), rows)
    assert not holds(digests_of(sealed.text_digest, sealed.changes), {**rows, TEXT: altered})


_STRANGE = ["", "[]", "{", '{"a":1}', '{"a":["x"]}', '{"a":{"old":""}}', '{"a":{"old":1,"new":""}}']


@pytest.mark.parametrize("changes", _STRANGE)
def test_changes_that_no_line_has_are_refused(changes: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - also those of the JSON reader
        list(digests_of("", changes))


def test_texts_that_the_program_words_alone_and_lines_about_no_ticket_stay_plain() -> None:
    assert seal(JournalVerb.CREATE, "导入：a.xlsx 第 2 行", None, of_ticket=True).rows == ()
    assert seal(JournalVerb.SETTING, "设置", {"字号": ("100", "125")}, of_ticket=False).rows == ()
