"""How the window opens, what joins it, and how it is left; the demonstration."""
