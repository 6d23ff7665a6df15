"""Applications for exclusion and their catalogues."""
