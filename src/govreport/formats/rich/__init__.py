"""Parts of the reader of RTF (Rich Text Format 1.9.1)."""
