"""The parts of a Word file with the layout of GB/T 9704-2012: head, titles, tables, foot, styles and package."""
