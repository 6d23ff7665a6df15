"""The window: pages, dialogs, tables, theme, actions as data, and the gateway to the desk."""
