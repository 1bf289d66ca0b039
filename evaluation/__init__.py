"""Scores of the reader on public corpora, with intervals, and the floors they keep."""
