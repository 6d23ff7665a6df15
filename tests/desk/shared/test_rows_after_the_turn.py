"""No row for the screen, whose texts are masked, is made while the register is held."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from app import desk

_DESK = Path(desk.__file__).parent


def _calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.lineno


def _masking() -> set[str]:
    """The functions that make rows with masked texts."""
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in _DESK.rglob("rows.py")]
    functions = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    masking = {made.name for made in functions if any(name == "mask_text" for name, _ in _calls(made))}
    return {name for name in masking if not name.startswith("_")}  # what another module can call


def _held(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.With) and any(
            ast.unparse(item.context_expr).endswith("register.writing()") for item in node.items
        ):
            yield from _calls(node)


def test_rows_are_made_after_the_turn() -> None:
    masking = _masking()
    assert {"measure_row", "return_row", "passing_row"} <= masking
    found = [
        f"{path.relative_to(_DESK)}:{line} {name}"
        for path in _DESK.rglob("*.py")
        if "register.writing()" in (source := path.read_text(encoding="utf-8"))
        for name, line in _held(source)
        if name in masking
    ]
    assert found == []
