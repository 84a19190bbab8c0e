"""Web pages: elements, the article among them, and the visible lines."""
