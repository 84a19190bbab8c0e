"""Ways through a tree: children, walks in reading order, a visitor, search, and the node at an offset."""
