"""The pages of rules and calendar: versions, the form of a new one, and the preview of its effect."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
