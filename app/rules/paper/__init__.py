"""Papers: their kinds, what stands in them, and the sentences and findings in their words."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
