"""What keeps the log from being lost: backups, restoring, recovery from damage, archives, and merging."""
