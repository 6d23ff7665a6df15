"""The words of the health page."""

from __future__ import annotations

from datetime import datetime

from app.desk.upkeep.rows import HealthLine, HealthState
from app.ui.kit.words import moment

# Each state has its sign, its word and its colour.
SIGNS = {HealthState.GOOD: "✓", HealthState.UNKNOWN: "…", HealthState.NOTICE: "⚠", HealthState.BAD: "✕"}
TONES = {
    HealthState.GOOD: "green",
    HealthState.UNKNOWN: "neutral",
    HealthState.NOTICE: "amber",
    HealthState.BAD: "red",
}
_GRAVITY = (HealthState.BAD, HealthState.NOTICE, HealthState.UNKNOWN)


def state_words(state: HealthState) -> str:
    """A state with its sign."""
    return f"{SIGNS[state]} {state.word}"


def since_words(line: HealthLine, now: datetime) -> str:
    """Since when a line says so."""
    return (
        f"{moment(line.since, now)} 起"
        if line.since is not None and line.state is HealthState.BAD
        else (moment(line.since, now) if line.since is not None else "现在")
    )


def summary_words(lines: tuple[HealthLine, ...]) -> tuple[str, str]:
    """The state of all lines in one sentence, and its tone."""
    counts = [(state, [line for line in lines if line.state is state]) for state in _GRAVITY]
    found = [f"{len(of_state)} 项{state.word}" for state, of_state in counts if of_state]
    worst = next((state for state, of_state in counts if of_state), HealthState.GOOD)
    return "；".join(found) or "一切正常", TONES[worst]
