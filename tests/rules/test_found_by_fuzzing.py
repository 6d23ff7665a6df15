"""What fuzzing found: texts that once brought a foreign exception out of a rule."""

from __future__ import annotations

import pytest

from tests.support.text_rules import own_error, text_rules

_FOUND = (
    "—第3日 09:00\n",
    'ﬀ四要求="\ud800[2026年12月10日\n',
    "\u200b" + "9" * 400 + "点",
    '到期前时（放假—"="é（\u200b\ud800 400',
)


@pytest.mark.parametrize("text", _FOUND, ids=ascii)
def test_no_rule_lets_a_foreign_exception_through(text: str) -> None:
    for rule in text_rules():
        try:
            rule.call(text)
        except Exception as error:
            if not own_error(error):
                raise AssertionError(rule.name) from error
