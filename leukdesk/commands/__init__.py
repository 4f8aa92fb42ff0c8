"""The commands of the command line: the window's services, without a window. One module each."""
