"""Exclusion (不纳入考核): the register, the application with its check, the catalogue, the figures."""
