"""Typed text that is not saved yet."""

from __future__ import annotations

from app.bootstrap import assemble
from app.desk import draft
from app.rules.draft import FOLDER_KEY
from tests.support.registers import desk_on


def test_text_is_kept_by_its_key_and_the_last_one_wins(desk):
    draft.save(desk, key="reply:1", text="一")
    draft.save(desk, key="reply:2", text="另一件")
    draft.save(desk, key="reply:1", text="二\n行")
    assert (draft.load(desk, key="reply:1"), draft.load(desk, key="reply:2")) == ("二\n行", "另一件")


def test_text_survives_the_end_of_the_program(folder, still):
    first = desk_on(folder, still)
    draft.save(first, key="note:7", text="没写完")
    first.register.close()
    second = assemble(folder, still)
    try:
        assert draft.load(second, key="note:7") == "没写完"
    finally:
        second.register.close()


def test_cleared_or_emptied_text_is_gone(desk):
    for key, forget in (("a", lambda: draft.clear(desk, key="a")), ("b", lambda: draft.save(desk, key="b", text=""))):
        draft.save(desk, key=key, text="x")
        forget()
        assert draft.load(desk, key=key) is None
    draft.clear(desk, key="never")
    assert draft.load(desk, key="never") is None


def test_the_folder_of_the_last_export_is_no_draft(desk):
    draft.save(desk, key=FOLDER_KEY, text="/home/desk/导出")
    assert draft.listing(desk) == draft.left_over(desk) == []
    draft.save(desk, key="add_note:1", text="写了一半")
    assert [row.key for row in draft.listing(desk)] == [row.key for row in draft.left_over(desk)] == ["add_note:1"]
