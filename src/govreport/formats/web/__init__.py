"""Web pages: elements, the article among them, and the lines that a reader sees."""
