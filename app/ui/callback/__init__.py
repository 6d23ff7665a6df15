"""The callback survey: a form that is answered with number keys while the caller is on the line."""
