"""The roster: shifts with their people, and the tables they came from."""
