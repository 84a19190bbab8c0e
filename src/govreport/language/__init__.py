"""Languages: the texts for people, in English and Chinese.

The English text is in the code, and is the key (``msgid``) of the catalogue.  ``zh/*.po`` has the Chinese texts, which the
build compiles to ``zh.mo``.
"""

from govreport.language.catalogue import Catalogue, catalogue
from govreport.language.choice import LANGUAGES, language_of, preferred

__all__ = ["LANGUAGES", "Catalogue", "catalogue", "language_of", "preferred"]
