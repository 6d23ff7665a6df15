"""The import dialog: files dropped or chosen, looked at, taken in one after the other, and what became of each."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
