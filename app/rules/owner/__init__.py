"""Who owns a demand: the table of owners, what a text says beside its matter, the classifier, and the judgement."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
