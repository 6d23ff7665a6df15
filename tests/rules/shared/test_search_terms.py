from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.ticket.search import row_id, ticket_of
from app.rules.shared.search_terms import document, queries, says_all, spellings
from app.rules.shared.search_variants import FOLDS, folded

_CREATE = (
    "CREATE VIRTUAL TABLE s USING fts5(body, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
)
_SIGNS = st.sampled_from("退费卡店房ab01A2Bøsig*。、%热é𠮷")
_FIELDS = st.lists(st.text(_SIGNS, max_size=14), min_size=1, max_size=3)
_WANTED = st.text(_SIGNS, min_size=1, max_size=7)
# With signs for which others are taken, and blanks.
_ODD_SIGNS = st.sampled_from('退账帐ａa0〇０“”"-—（( \u3000\u200b')
_ODD_FIELDS = st.lists(st.text(_ODD_SIGNS, max_size=12), min_size=1, max_size=3)


def lower(text: str) -> str:
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def found(tickets: Sequence[Sequence[str]], wanted: str) -> list[int]:
    """The places of the tickets that a search finds."""
    index = sqlite3.connect(":memory:")
    index.execute(_CREATE)
    index.executemany(
        "INSERT INTO s(rowid, body) VALUES (?, ?)",
        [(row_id(1_700_000_000 + at, at), document(fields)) for at, fields in enumerate(tickets)],
    )
    rows: Iterator[list[int]] = (
        [ticket_of(row[0]) for row in index.execute("SELECT rowid FROM s WHERE s MATCH ?", (query,))]
        for query in queries(wanted)
    )
    hits = next(filter(None, rows), [])
    index.close()
    return sorted(hits)


@given(tickets=st.lists(_FIELDS, min_size=1, max_size=8), wanted=_WANTED, data=st.data())
def test_a_plain_term_finds_exactly_the_tickets_whose_fields_contain_it(tickets, wanted, data):
    if data.draw(st.booleans()):
        field = data.draw(st.sampled_from([field for fields in tickets for field in fields if field] or [wanted]))
        start = data.draw(st.integers(0, len(field) - 1))
        wanted = field[start : start + data.draw(st.integers(1, 8))]
    assert found(tickets, wanted) == [
        at for at, fields in enumerate(tickets) if any(lower(wanted) in lower(field) for field in fields)
    ]


@given(tickets=st.lists(_FIELDS, min_size=1, max_size=8), words=st.lists(_WANTED, min_size=2, max_size=3))
def test_of_several_words_every_one_must_occur(tickets, words):
    if all(word.isascii() and word.isdecimal() for word in words):
        words = ["退", *words]
    texts = [[lower(field) for field in fields] for fields in tickets]
    expected = [
        at for at, fields in enumerate(texts) if all(any(lower(word) in field for field in fields) for word in words)
    ]
    assert found(tickets, " ".join(words)) == expected


@given(tickets=st.lists(_ODD_FIELDS, min_size=1, max_size=6), data=st.data())
def test_a_text_is_found_by_every_piece_of_it_in_any_spelling(tickets, data):
    place = data.draw(st.integers(0, len(tickets) - 1))
    field = data.draw(st.sampled_from(tickets[place]))
    start = data.draw(st.integers(0, len(field)))
    piece = field[start : start + data.draw(st.integers(1, 6))]
    spelt = "".join(data.draw(st.sampled_from([sign, FOLDS.get(ord(sign), sign)])) for sign in piece)
    if spelt.translate(dict.fromkeys(map(ord, "\u200b"))).strip():
        assert place in found(tickets, spelt)


@pytest.mark.parametrize("wanted", ["4417", "004417", "1123-00", "热线-261123-004417", "26", "7"])
def test_numbers_are_found_by_any_part(wanted):
    assert found([["热线-261123-004417", "退费"], ["热线-251122-003316", "退费"]], wanted) == [0]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("139 0011 2233", "13900112233"),
        ("139-0011-2233", "联系13900112233转告"),
        ("13900 112233", "13900112233"),
        ("+86 139 0011 2233", "13900112233"),
        ("0512-6612 3344", "051266123344"),
        ("（0512）6612—3344", "0512-66123344"),
        ("１３９ ００１１ ２２３３", "13900112233"),
        ("110114 1990 0101", "11011419900101"),
        ("热线–261203–000815", "热线-261203-000815"),
        ("热线 261203 000815", "热线-261203-000815"),
        ("261203 000815", "热线-261203-000815"),
        ("000815 261203", "热线-261203-000815"),
        ("「味多」", "“味多”蛋糕店"),
        ('"味多"', "『味多』蛋糕店"),
        ("O'Neil", "O’Neil 酒吧"),
        ("aB12", "ＡＢ１２号"),
        ("【2023】18", "京商〔2023〕18号"),
        ("二〇二六", "二０二六年"),
        ("二○二六", "二〇二六年"),
        ("帐户余额", "账户馀额"),
        ("阿力木·买买提", "阿力木•买买提"),
        ("用户", "用\u2f3e"),
        ("13900112233", "\u202d13900112233\u202c"),
        ("139\u200b00112233", "1390011\u200b2233"),
        ("30%", "余额30％"),
        ("A级～B级", "a级~b级"),
    ],
)
def test_what_a_person_types_is_found_in_the_spelling_of_the_file(wanted, text):
    assert found([[text], ["别的 139 261203 18 30"]], wanted) == [0]


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        ("139 0011 2233", ["13900110139，2233", "139与0011与2233"]),
        ("“味多", ["味多", "'味多"]),
        ("健身 老板", ["健身", "老板"]),
    ],
)
def test_a_number_and_a_sign_are_no_loose_pieces(wanted, texts):
    whole = {"139 0011 2233": "13900112233", "“味多": '"味多', "健身 老板": "老板关了健身房"}[wanted]
    assert found([[text] for text in [*texts, whole]], wanted) == [len(texts)]


def test_groups_that_are_no_number_of_the_register_are_words() -> None:
    assert found([["20260101", "8800"], ["1月1日"]], "8800 20260101") == [0]
    assert found([["18号"], ["30元，18号"]], "18 30") == [1]


@pytest.mark.parametrize("wanted", ["", "  ", "\u200b", "\x00", "\ufeff \u3000"])
def test_nothing_finds_nothing(wanted):
    assert (queries(wanted), spellings(wanted), found([["退"]], wanted)) == ((), (), [])


def test_a_long_text_and_the_signs_of_the_query_language_are_only_text() -> None:
    words = [f"词{at}" for at in range(300)]
    assert found([[" ".join(words)], ["词0"]], " ".join(words)) == [0]
    assert found([['退 AND 费 OR "x* NEAR(']], '费 OR AND "x* NEAR( 退') == [0]


def test_a_folded_text_keeps_its_length_and_folds_once() -> None:
    text = "".join(map(chr, FOLDS))
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "search", "says"),
    [
        ("导入文件 Ctrl+I", "ctrl 导入", True),
        ("导入文件", "导入 导出", False),
        ("导出", "", True),
        ("“试响”", '"试响"', True),
    ],
)
def test_a_short_text_says_every_word(text, search, says):
    assert says_all(text, search) is says
