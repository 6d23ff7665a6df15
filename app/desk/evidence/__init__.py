"""Evidence: files copied into the data folder once and identified by their content."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
