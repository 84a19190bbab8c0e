"""Pages that are pictures: their characters are recognized (OCR), and take the same way as those of PDF and OFD."""
