"""The outline of one document: candidates for marks, their evidence, their depth, and the headings."""
