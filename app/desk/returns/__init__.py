"""Returns: ours, those of departments, their steps, the register, the adviser and the dossier."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
