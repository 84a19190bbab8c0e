"""Forms that a report can be written in, one module a form."""
