"""Forms that write a workbook: where to, how far, how many rows were counted, and the way to the file."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
