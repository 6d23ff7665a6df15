"""The month's hinges: what is to be closed before an assessment period ends, what begins, the official ranking."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
