"""The reply form: fields in the platform's order, marks of the check beside them, copying one by one."""
