"""Buck-passing cases."""
