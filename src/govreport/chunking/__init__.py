"""A report in passages of a bounded length, for search engines and language models."""

from govreport.chunking.chunks import Chunk

__all__ = ["Chunk"]
