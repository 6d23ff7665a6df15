"""The month's hinges: the closing list of an assessment period, what begins, the clocks of the official ranking."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
