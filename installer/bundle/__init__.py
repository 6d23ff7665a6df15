"""Builds what an office installs: one folder with everything the desk needs, packed as .deb and .tar.gz."""
