"""Many reports at once: a stream of results on all cores, and tables of documents, units and diagnostics."""
