"""Every call of a use case through the gateway names all that the use case asks for."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import app.ui

_UI = Path(app.ui.__file__).parent
_OF_THE_GATEWAY = {"on_done", "on_refused", "on_failed", "quiet", "key"}


def _calls() -> Iterator[tuple[str, Callable[..., Any], set[str]]]:
    """Where a use case is handed to the gateway, the use case, and the names of the arguments given with it."""
    for path in sorted(_UI.rglob("*.py")):
        module = importlib.import_module(".".join(("app.ui", *path.relative_to(_UI).with_suffix("").parts)))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in ("submit", "read") or not node.args:
                continue
            use_case = _named(module, node.args[0])
            if use_case is not None and not any(keyword.arg is None for keyword in node.keywords):
                yield f"{path.name}:{node.lineno}", use_case, {str(keyword.arg) for keyword in node.keywords}


def _named(module: ModuleType, what: ast.expr) -> Callable[..., Any] | None:
    """The function that an expression of names stands for; None where it is a parameter or made there."""
    if isinstance(what, ast.Name):
        found = vars(module).get(what.id)
    elif isinstance(what, ast.Attribute) and isinstance(what.value, ast.Name) and what.value.id in vars(module):
        found = getattr(vars(module)[what.value.id], what.attr)
    else:
        return None
    return found if callable(found) else None


def test_every_call_of_a_use_case_names_what_it_asks_for_and_nothing_else() -> None:
    wrong, seen = [], 0
    for place, use_case, given in _calls():
        asked = list(inspect.signature(use_case).parameters.values())
        if not asked or asked[0].name != "desk":
            continue
        seen += 1
        needed = {parameter.name for parameter in asked[1:] if parameter.default is parameter.empty}
        if needed - given or given - {parameter.name for parameter in asked} - _OF_THE_GATEWAY:
            wrong.append((place, needed - given))
    assert wrong == []
    assert seen > 100
