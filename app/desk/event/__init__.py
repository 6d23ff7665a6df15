"""Mass events (群体事件): opened, worded, handled in bulk, told about, ended with a paper."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
