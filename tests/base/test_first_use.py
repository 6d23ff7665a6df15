"""A module of a package is loaded when it is used, not when it is named."""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.base.first_use import modules_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package whose module counts how often it was loaded."""
    name = "made_up_package"
    folder = tmp_path / name
    folder.mkdir()
    folder.joinpath("__init__.py").write_text(
        "from app.base.first_use import at_first_use\nloaded = []\n__getattr__ = at_first_use(__name__)\n"
    )
    folder.joinpath("part.py").write_text(
        textwrap.dedent(
            """
            import made_up_package
            made_up_package.loaded.append("part")
            VALUE = 7
            def double(number):
                return number * 2
            """
        )
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for module in [each for each in sys.modules if each.startswith(name)]:
        del sys.modules[module]


def test_naming_a_module_loads_nothing_and_using_it_loads_it_once(package: str) -> None:
    import made_up_package
    from made_up_package import part

    assert made_up_package.loaded == []
    assert part.double(4) == 8
    assert part.VALUE == 7
    assert made_up_package.loaded == ["part"]


def test_a_module_that_is_loaded_already_is_given_as_it_is(package: str) -> None:
    whole = importlib.import_module("made_up_package.part")
    from made_up_package import part

    assert part is whole


def test_what_is_set_through_the_name_is_set_in_the_module(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from made_up_package import part

    monkeypatch.setattr(part, "VALUE", 9)
    assert sys.modules["made_up_package.part"].VALUE == 9
    monkeypatch.undo()
    assert sys.modules["made_up_package.part"].VALUE == 7


def test_a_name_that_is_no_module_is_an_import_error(package: str) -> None:
    with pytest.raises(ImportError, match="nothing_of_this_name"):
        from made_up_package import nothing_of_this_name  # noqa: F401


def test_many_threads_that_use_it_at_once_find_it_whole(package: str) -> None:
    import made_up_package
    from made_up_package import part

    together, told = Barrier(8), []

    def use() -> None:
        together.wait()
        told.append(part.double(21))

    threads = [Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [42] * 8
    assert made_up_package.loaded == ["part"]


def test_every_module_of_a_package_is_named_and_none_is_loaded(package: str, tmp_path: Path) -> None:
    import made_up_package

    inner = tmp_path / package / "inner"
    inner.mkdir()
    inner.joinpath("__init__.py").write_text("")
    inner.joinpath("deep.py").write_text("raise RuntimeError")
    assert sorted(modules_of(package)) == [f"{package}.inner", f"{package}.inner.deep", f"{package}.part"]
    assert made_up_package.loaded == []
