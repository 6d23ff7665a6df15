"""Every field that a column can be named has its word on screen, and no two share one."""

from __future__ import annotations

from app.desk.intake.columns import choices, field_word


def test_every_choice_has_a_word_of_its_own():
    words = choices()
    assert words["number"] == "工单编号"
    assert all(words.values())
    assert len(set(words.values())) == len(words)


def test_a_column_that_is_known_to_say_nothing_is_named_so():
    assert field_word("ignored") == "不导入"
