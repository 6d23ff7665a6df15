"""How many examples a property is tried with: few and always the same ones, or many by chance in a search.

`HYPOTHESIS_PROFILE=search` searches; what it finds becomes an `@example` of its property.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

ALWAYS, SEARCH = "always", "search"
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", ALWAYS)
_EXAMPLES = 60
_LONGER = 30


def examples(count: int = _EXAMPLES) -> int:
    """The number of examples in this run: `count`, and thirty times as many in a search."""
    return count * _LONGER if PROFILE == SEARCH else count


def load_profile() -> None:
    """Sets what every property has unless it says otherwise."""
    common = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
    settings.register_profile(ALWAYS, derandomize=True, max_examples=_EXAMPLES, **common)
    settings.register_profile(SEARCH, max_examples=_EXAMPLES * _LONGER, **common)
    settings.load_profile(PROFILE)
