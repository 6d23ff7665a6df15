"""Who owns a demand: the table in force and its versions, the likely owner of a text, new versions, training."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
