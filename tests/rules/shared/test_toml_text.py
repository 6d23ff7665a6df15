"""Whatever a text is, reading it as TOML gives data or the product's own refusal."""

from __future__ import annotations

import pytest

from app.rules.shared.toml_text import BadToml, read_toml, toml_text


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "a=" + "[" * 20_000, "a=" + "{a=" * 5_000, "a=" + "9" * 5_000, "a=1979-13-40", "a=\"\\ud800\"",
    "a='''",
     "\x00", "a=1\na=2", "a" * 2_000_001, "a." * 3_000 + "a=1", "a=" + "[" * 30 + "]" * 30],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_what_is_no_toml_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadToml):
        read_toml(text)


def test_what_is_written_is_read_back() -> None:
    data = {"name": "甲", "count": 3, "words": ["一", "二"], "inner": {"deep": [{"a": 1}]}}
    assert read_toml(toml_text(data)) == data
