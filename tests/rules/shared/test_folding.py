import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.shared.folding import fold, half_width, plain_dashes, says_nothing, squeeze


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ＡＢＣ１２３（：）", "ABC123(:)"), ("\u3000回龙观\u00a0街道\u3000", "回龙观 街道"), ("\ufeff编号\u200b", "编号"),
     ("a\tb\nc", "a b c"), ("“健身”、瑜伽。", "“健身”、瑜伽。"), ("", "")],
)  # fmt: skip
def test_signs_become_half_width_and_blanks_plain(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squeeze(squeeze(text)) == squeeze(text)
    assert squeeze(fold(text)) == squeeze(text)


@given(st.text())
def test_the_half_width_copy_keeps_every_position(text: str) -> None:
    half = half_width(text)
    assert len(half) == len(text)
    assert all(was == now for was, now in zip(text, half, strict=True) if was.isascii() and was.isprintable())


def test_the_half_width_copy_reads_full_width_figures_and_dashes() -> None:
    assert half_width("电话１３８—０") == "电话138-0"


def test_every_dash_becomes_the_hyphen() -> None:
    assert plain_dashes("a—b–c−d") == "a-b-c-d"


@pytest.mark.parametrize("text", ["", " ", "\u3000", "—", "——", "–", "无", " 无 ", "空", "NULL", "None", "N/A", "暂无"])
def test_a_cell_that_says_nothing_is_seen(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["0", "否", "无效", "无人接听", "a", "空号"])
def test_a_cell_that_says_something_is_not_empty(text: str) -> None:
    assert not says_nothing(text)
