"""The data form ``govreport/1``: to and from plain dicts and JSON."""
