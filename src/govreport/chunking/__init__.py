"""Splitting a report into chunks of bounded length, for search engines and language models."""

from govreport.chunking.chunks import Chunk

__all__ = ["Chunk"]
