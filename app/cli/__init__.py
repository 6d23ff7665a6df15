"""The command line of the use cases: JSON alone on stdout, messages on stderr."""

from app.cli.program import Doors, run

__all__ = ["Doors", "run"]
