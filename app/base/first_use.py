"""Loads a package's modules at their first use, so that the window opens without the modules it does not show."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def at_first_use(package: str) -> Callable[[str], ModuleType]:
    """The `__getattr__` of a package: `from package import module` loads nothing until the module is used.

    A module that is already loaded is returned directly. `from package.module import name` loads it at once.
    """

    @functools.cache  # every `from package import module` asks twice, and many modules ask for the same ones
    def stand_in(name: str) -> ModuleType:
        whole = f"{package}.{name}"
        if name.startswith("__") or find_spec(whole) is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return _Later(whole)

    return stand_in


def modules_of(package: str) -> Iterator[str]:
    """The names of every module in a package and in the packages within it; only packages are loaded for it."""
    whole = importlib.import_module(package)
    for module in pkgutil.walk_packages(whole.__path__, f"{package}."):
        yield module.name


class _Later(ModuleType):
    """A proxy for a module; the first attribute access loads the module."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_loaded(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(_loaded(self), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(_loaded(self), name)


def _loaded(later: ModuleType) -> ModuleType:
    kept = later.__dict__
    found = kept.get("_module")
    if found is None:
        found = kept["_module"] = importlib.import_module(later.__name__)
    return found
