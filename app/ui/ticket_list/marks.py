"""Where the searched words stand in a line of text."""

from __future__ import annotations


def mark_spans(text: str, search: str) -> list[tuple[int, int]]:
    """Start and end of every occurrence of the search, or of each of its words; never overlapping."""
    lower = text.lower()
    wanted = search.strip().lower()
    for words in ([wanted], sorted(set(wanted.split()), key=len, reverse=True)):
        found = _spans(lower, [word for word in words if word])
        if found:
            return found
    return []


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if all(end <= other or start >= until for other, until in spans):
                spans.append((start, end))
            start = text.find(word, end)
    return sorted(spans)
