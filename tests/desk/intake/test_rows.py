from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from app.models.shared.columns import encode_texts


@given(st.dictionaries(st.text(), st.text()))
def test_texts_become_the_json_of_the_library(texts: dict[str, str]) -> None:
    assert encode_texts(texts) == json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
