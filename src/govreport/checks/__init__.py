"""Diagnostics over a finished tree, and the pages that explain them."""
