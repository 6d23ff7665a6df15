"""The settings page of the rules: versions, a new one as a form, what it would mean before it is saved."""
