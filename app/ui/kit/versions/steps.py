"""The undo of one editor: Ctrl+Z inside it takes back its own last edit and never an act of the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

StateT = TypeVar("StateT")
_MOST = 200


@dataclass(slots=True)
class Steps(Generic[StateT]):
    """The states of an editor since it was opened or saved, at most 200, and the place among them."""

    state: StateT
    _before: list[tuple[StateT, str]] = field(default_factory=list)
    _after: list[tuple[StateT, str]] = field(default_factory=list)

    def begin(self, state: StateT) -> None:
        """Starts anew with a state that was read or saved; nothing before it can be brought back."""
        self.state = state
        self._before.clear()
        self._after.clear()

    def record(self, state: StateT, words: str) -> None:
        """Takes a new state after an edit; `words` name the edit. The same state is no step."""
        if state == self.state:
            return
        self._before = [*self._before, (self.state, words)][-_MOST:]
        self._after.clear()
        self.state = state

    def amend(self, state: StateT) -> None:
        """Takes a new state as part of the last edit, such as one more letter in the same field."""
        self.state = state
        self._after.clear()

    def undo(self) -> str:
        """Goes back one edit; returns its words, empty when there is none."""
        return self._move(self._before, self._after)

    def redo(self) -> str:
        """Does the edit again that was taken back last; returns its words, empty when there is none."""
        return self._move(self._after, self._before)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether an edit was taken back."""
        return bool(self._after)

    def _move(self, source: list[tuple[StateT, str]], target: list[tuple[StateT, str]]) -> str:
        if not source:
            return ""
        state, words = source.pop()
        target.append((self.state, words))
        self.state = state
        return words
