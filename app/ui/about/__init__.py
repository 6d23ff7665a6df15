"""The page that says what this program is: version, build, components and licences."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
