"""Early warning: detectors of bursts, closing words, levels, the states of a warning."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
