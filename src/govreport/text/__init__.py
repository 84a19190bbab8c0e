"""Characters before any structure: source and spans, encodings, scripts, numerals, dates, patterns."""
