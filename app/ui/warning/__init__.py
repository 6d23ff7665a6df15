"""Early warning: the page of warnings with their cards."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
