"""The use cases, one noun per module, verbs inside: every change in the product goes through here."""
