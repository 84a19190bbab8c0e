"""Lines as a reader sees them: page furniture set aside, hard-wrapped lines joined, tables found."""
