"""Every command is found under its name, and none is loaded for another."""

from __future__ import annotations

import importlib
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from app.base.installation import Installation
from app.cli import program
from app.cli.program import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_declared_by_the_module_the_table_names(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    module = importlib.import_module(f"app.cli.{COMMANDS[name]}")
    declared = {each.name for each in vars(module).values() if isinstance(each, click.Command)}
    assert name in declared


def test_the_table_names_every_command_there_is() -> None:
    for module in set(COMMANDS.values()):
        importlib.import_module(f"app.cli.{module}")
    assert set(main.commands) == set(COMMANDS)


def test_the_program_starts_without_its_commands_and_without_the_register() -> None:
    code = (
        "import sys; from app.bootstrap import main\n"
        "heavy = ('sqlalchemy', 'app.cli.ticket.ticket', 'PySide6', 'xlsxwriter')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("build", "shown"), [("", "0.9.0"), ("0.9.0+20261201.1644.c5411c5f", "0.9.0+20261201.1644.c5411c5f")]
)
def test_the_version_of_an_installed_desk_is_that_of_its_build(
    build: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Installation("0.9.0", build, "x86_64", "3.11", (), None)
    monkeypatch.setattr(program, "installation", lambda: found)
    told = CliRunner().invoke(main, ["--version"])
    assert (told.exit_code, told.output) == (0, f"jiesu-desk, version {shown}\n")
