"""From characters with their places on a page to paragraphs, for all formats with pages (PDF, OFD)."""
