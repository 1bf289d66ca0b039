"""The commands that have modules of their own; each registers itself on the command line."""
