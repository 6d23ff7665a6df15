"""The parts that the main window lays out round its page."""
