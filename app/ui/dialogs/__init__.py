"""Small dialogs that write into a ticket; none blocks the window, none loses what was typed."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
