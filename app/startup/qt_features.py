"""Keeps Qt for Python from reading the source of every module that is imported after it.

PySide6 does so to learn which modules mention it and may want `from __feature__ import …`, which this program never
uses. Measured on the whole window: 31 MB of source lines that Python then keeps, and a tenth of the start.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - loads the support module

_SUPPORT, _SEARCH = "shibokensupport.feature", "_mod_uses_pyside"


def leave_features_alone() -> bool:
    """Marks every module imported from now on as one without features; False where this PySide6 searches otherwise."""
    support = sys.modules.get(_SUPPORT)
    if not callable(getattr(support, _SEARCH, None)):
        return False
    setattr(support, _SEARCH, _wants_no_features)
    return True


def _wants_no_features(_module: object) -> bool:
    return False
