"""The start of the window: opening it, connecting the scheduler, closing it; and the demonstration."""
