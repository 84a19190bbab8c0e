"""Chinese government reports as typed section trees with exact places in the source."""

__version__ = "0.1.0"
