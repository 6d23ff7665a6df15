"""The headless face of the use cases: JSON alone on stdout, messages on stderr."""

from app.cli import callbacks, contact_commands, dossiers, escalations, law, reminders, return_commands, reviews
from app.cli.commands import Doors, run

__all__ = [
    "Doors",
    "callbacks",
    "contact_commands",
    "dossiers",
    "escalations",
    "law",
    "reminders",
    "return_commands",
    "reviews",
    "run",
]
