"""The desk: pages to look at a store, an interface for programs, and the review of what was read."""
