"""The window that rings: what stands in it, how it is answered, and what joins it with the desk."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
