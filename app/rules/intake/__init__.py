"""What a row of a file becomes, and the spellings in which files write the closed lists of the field."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
