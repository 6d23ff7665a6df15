"""The commands about the register: its journal, its copies, the demonstration."""
