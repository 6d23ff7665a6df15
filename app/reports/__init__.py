"""Reports: the day log, the registers, the ledger and the quality figures as workbooks and documents."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
