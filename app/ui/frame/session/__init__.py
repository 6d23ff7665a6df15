"""How the program is started, signed in to, and left."""
