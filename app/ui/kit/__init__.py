"""The parts every page uses: tables, forms, filters, labels, exports, theme."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
