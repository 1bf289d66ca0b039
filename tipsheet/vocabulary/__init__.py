"""The closed lists of the record, as data."""
