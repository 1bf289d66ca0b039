"""The world to a Report: files, pages, PDFs, records, addresses."""
