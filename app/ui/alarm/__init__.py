"""The window that rings: what stands in it, how it is answered, and what joins it with the desk."""
