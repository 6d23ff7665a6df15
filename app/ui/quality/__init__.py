"""The quality of contact and callback, for the lead."""
