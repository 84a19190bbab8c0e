"""Fast constructors for the nodes that a text has thousands of; see :func:`govreport.util.records.twin`.

They take spans as nodes hold them: :func:`govreport.text.source.packed`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govreport.tree import nodes
from govreport.tree.diagnostics import Repair as _Repair
from govreport.tree.nodes import HELD
from govreport.util.records import twin

Heading: Final[Callable[..., nodes.Heading]] = twin(nodes.Heading, span=HELD)
Item: Final[Callable[..., nodes.Item]] = twin(nodes.Item, span=HELD)
Number: Final[Callable[..., nodes.Number]] = twin(nodes.Number, span=HELD)
Paragraph: Final[Callable[..., nodes.Paragraph]] = twin(nodes.Paragraph, span=HELD)
Repair: Final[Callable[..., _Repair]] = twin(_Repair, span=HELD)
Section: Final[Callable[..., nodes.Section]] = twin(nodes.Section, span=HELD)
Text: Final[Callable[..., nodes.Text]] = twin(nodes.Text, span=HELD)
