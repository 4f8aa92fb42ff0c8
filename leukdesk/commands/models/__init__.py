"""``leukdesk models`` and its actions."""
