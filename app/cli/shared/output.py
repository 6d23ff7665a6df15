"""How commands print: JSON alone on stdout when asked; times ISO 8601 with +08:00, states by their code names."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

# One JSON object. The shape of a kind of row stands once, in the module of its command.
Shape = dict[str, object]

as_json = click.option("--json", "as_json", is_flag=True, help="只输出 JSON")


def print_json(shape: Mapping[str, object]) -> None:
    """Prints one JSON document; Chinese is not escaped."""
    click.echo(json.dumps(shape, ensure_ascii=False, indent=2))
