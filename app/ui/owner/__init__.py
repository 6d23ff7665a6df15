"""The owners of demands: the line under a ticket and the page that edits the table."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
