"""The watch over the platform."""
