"""From characters with their places on a page to paragraphs, whatever the format (PDF, OFD)."""
