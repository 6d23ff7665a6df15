"""The reading process: foreign files are read in a process apart, which may fail without harm to the desk."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
