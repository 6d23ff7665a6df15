"""The places of the searched words in a line of text."""

from __future__ import annotations


def mark_spans(text: str, search: str) -> list[tuple[int, int]]:
    """Start and end of every occurrence of the search, or of each of its words; never overlapping."""
    lower = text.lower()
    wanted = search.strip().lower()
    if not wanted:
        return []
    return _places(lower, wanted) or _spans(lower, sorted(set(wanted.split()), key=len, reverse=True))


def _places(text: str, word: str) -> list[tuple[int, int]]:
    spans = []
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        spans.append((start, end))
        start = text.find(word, end)
    return spans


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for word in words:
        spans += [
            (start, end)
            for start, end in _places(text, word)
            if all(end <= other or start >= until for other, until in spans)
        ]
    return sorted(spans)
