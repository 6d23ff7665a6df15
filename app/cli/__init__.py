"""The headless face of the use cases: JSON alone on stdout, messages on stderr."""

from app.cli import escalations, law
from app.cli.commands import Doors, run

__all__ = ["Doors", "escalations", "law", "run"]
