"""Reply forms."""
