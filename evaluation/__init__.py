"""Scores of the reader on public corpora, with intervals, and the floors they may not fall below."""
