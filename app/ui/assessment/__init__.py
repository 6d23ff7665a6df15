"""The register of what the client wrote about the service, its forms and actions."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
