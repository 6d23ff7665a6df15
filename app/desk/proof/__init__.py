"""A figure with its proof: formula, rules, recount, tickets, the cells they came from, what changed them."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
