"""How commands print: JSON alone on stdout when asked."""

from __future__ import annotations

import json
from typing import Any

import click

as_json = click.option("--json", "as_json", is_flag=True, help="只输出 JSON")


def print_json(shape: dict[str, Any]) -> None:
    """One JSON document, Chinese as it is."""
    click.echo(json.dumps(shape, ensure_ascii=False, indent=2))
