"""Utilities without knowledge of reports: atomic writing, TOML tables."""
