"""An open register: its unit of work with every store, its migrations."""
