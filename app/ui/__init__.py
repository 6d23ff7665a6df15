"""The window: pages, dialogs, tables, theme, actions as entries, and the gateway to the desk."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
