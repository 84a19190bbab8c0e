"""Output formats of a report, one module each."""
