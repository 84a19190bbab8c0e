"""HTML pages: the frame, the colours and the controls that the viewer and the comparison share, and their texts."""

from govreport.pages.controls import choice, count, theme_choice
from govreport.pages.frame import document, style
from govreport.pages.texts import Texts, language_of_script

__all__ = ["Texts", "choice", "count", "document", "language_of_script", "style", "theme_choice"]
