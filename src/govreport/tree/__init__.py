"""The typed tree: nodes, number families, diagnostics, paths, walks, lookup, conversion."""
