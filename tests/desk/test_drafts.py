"""Typed text that is not saved yet."""

from __future__ import annotations

from app.bootstrap import assemble
from app.desk import drafts
from tests.support.registers import desk_on


def test_text_is_kept_by_its_key_and_the_last_one_wins(desk):
    drafts.save(desk, key="reply:1", text="一")
    drafts.save(desk, key="reply:2", text="另一件")
    drafts.save(desk, key="reply:1", text="二\n行")
    assert (drafts.load(desk, key="reply:1"), drafts.load(desk, key="reply:2")) == ("二\n行", "另一件")


def test_text_survives_the_end_of_the_program(folder, still):
    first = desk_on(folder, still)
    drafts.save(first, key="note:7", text="没写完")
    first.register.close()
    second = assemble(folder, still)
    try:
        assert drafts.load(second, key="note:7") == "没写完"
    finally:
        second.register.close()


def test_cleared_or_emptied_text_is_gone(desk):
    for key, forget in (("a", lambda: drafts.clear(desk, key="a")), ("b", lambda: drafts.save(desk, key="b", text=""))):
        drafts.save(desk, key=key, text="x")
        forget()
        assert drafts.load(desk, key=key) is None
    drafts.clear(desk, key="never")
    assert drafts.load(desk, key="never") is None
