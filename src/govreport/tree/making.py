"""Fast constructors for the nodes that a text has thousands of; see :func:`govreport.util.records.twin`."""

from __future__ import annotations

from typing import Final

from govreport.tree import nodes
from govreport.util.records import twin

Heading: Final = twin(nodes.Heading)
Item: Final = twin(nodes.Item)
Number: Final = twin(nodes.Number)
Paragraph: Final = twin(nodes.Paragraph)
Section: Final = twin(nodes.Section)
Text: Final = twin(nodes.Text)
