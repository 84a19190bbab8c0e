"""The command ``govreport``."""
