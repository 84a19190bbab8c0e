"""The typed tree and what belongs to it: nodes, number families, diagnostics, paths, walks, lookup, conversion."""
