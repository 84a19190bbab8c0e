"""The data form ``govreport/1``: conversion to and from plain dicts and JSON."""
