"""The workbench's commands; the command line imports the one that it needs."""
