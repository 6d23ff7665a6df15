"""The import of files: dropped or chosen, previewed, and the result of each."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
