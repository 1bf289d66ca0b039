"""A Reading to a file or a screen, one format a module."""
