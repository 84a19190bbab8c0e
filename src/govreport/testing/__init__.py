"""For tests of projects that use govreport: strategies for reports and damage, and laws that always hold.

>>> from hypothesis import given, settings
>>> from govreport import parse
>>> @settings(deadline=None)
... @given(report_texts())
... def test_sections_are_found(drawn):
...     report, text = drawn
...     assert [section.title for section in parse(text).sections] == [section.title for section in report.sections]
>>> test_sections_are_found()
"""

from govreport.testing.damage import DAMAGES, Damage, damaged
from govreport.testing.faults import Fault
from govreport.testing.house import PLAIN, House
from govreport.testing.laws import LAWS, OF_A_PAIR, OF_ANY_TEXT, OF_REPORTS, OF_TREES, Law, assert_laws, of_a_file
from govreport.testing.noise import noise
from govreport.testing.outline import outline, shape
from govreport.testing.strategies import houses, report_texts, reports, texts
from govreport.testing.writing import text_of, written

__all__ = [
    "DAMAGES",
    "LAWS",
    "OF_ANY_TEXT",
    "OF_A_PAIR",
    "OF_REPORTS",
    "OF_TREES",
    "PLAIN",
    "Damage",
    "Fault",
    "House",
    "Law",
    "assert_laws",
    "damaged",
    "houses",
    "noise",
    "of_a_file",
    "outline",
    "report_texts",
    "reports",
    "shape",
    "text_of",
    "texts",
    "written",
]
