"""The parts that every page uses: tables, forms, filters, labels and exports."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
