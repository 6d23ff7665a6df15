"""The survey's form as people change it: a new version with its preview."""
