"""Values of the archive as words: JSON, codes, and texts that are longer than a cell."""

from __future__ import annotations

import pytest

from app.rules.archive.catalogue import books, column_word
from app.rules.archive.shown import CELL_LIMIT, CUT, cut, json_words, text_words


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ('{"name":"值班员甲","place":"前台"}', "名称：值班员甲；位置：前台"),
        ('["甲","乙"]', "甲、乙"),
        ('[{"name":"甲"},{"name":"乙"}]', "名称：甲\n名称：乙"),
        ("{}", ""),
        ("0012", "0012"),
        ("{没有写完", "{没有写完"),
    ],
)
def test_json_is_shown_as_words_and_other_texts_stay(stored, shown):
    assert json_words(stored) == shown


def test_a_text_that_no_cell_holds_is_cut_and_says_so():
    assert cut("字" * (CELL_LIMIT + 1)) == "字" * CELL_LIMIT + CUT
    assert cut("字" * CELL_LIMIT) == "字" * CELL_LIMIT


def test_a_table_that_nobody_has_named_is_written_all_the_same():
    last = books(["tickets", "tomorrow"])[-1]
    assert dict(last.tables) == {"tomorrow": "tomorrow"}
    assert column_word("tomorrow", "unheard_of") == "unheard_of"


def test_codes_in_text_columns_have_their_words():
    assert text_words("tickets", "status")["to-sign"] == "待签收"
    assert text_words("journal", "verb")["sign"] == "签收"
    assert text_words("journal", "text") == {}
