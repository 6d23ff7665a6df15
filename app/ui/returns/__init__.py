"""The return register: its page, its list, and the forms that register and decide."""
