"""Early warning: what is judged, the cases it makes, and what becomes of them."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
