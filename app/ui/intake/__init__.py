"""Files taken in: dropped or chosen, looked at, and what became of each."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
