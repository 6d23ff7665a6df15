"""The places of the searched words in a line of text."""

from __future__ import annotations

from functools import lru_cache

from app.rules.shared.search_terms import spellings
from app.rules.shared.search_variants import folded


def mark_spans(text: str, search: str) -> list[tuple[int, int]]:
    """Start and end of every occurrence of the searched words, in any of their spellings; never overlapping."""
    lower, words = folded(text).lower(), _longest_first(search)
    if len(words) == 1:
        return _places(lower, words[0])
    spans, taken = [], bytearray(len(lower))
    for word in words:
        for start, end in _places(lower, word):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                spans.append((start, end))
    return sorted(spans)


@lru_cache(maxsize=64)
def _longest_first(search: str) -> tuple[str, ...]:
    words = {word.lower() for spelt in spellings(search) for word in spelt}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _places(text: str, word: str) -> list[tuple[int, int]]:
    spans = []
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        spans.append((start, end))
        start = text.find(word, end)
    return spans
