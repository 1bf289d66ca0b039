"""Tipsheet reads news reports and keeps the record a careful desk would keep by hand."""
