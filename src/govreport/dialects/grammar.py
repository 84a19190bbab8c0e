"""The grammar of a dialect: the grammar files plus the additions of the dialect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from attrs import evolve

from govreport.dialects import NUMERALS, Dialect, Form
from govreport.grammar.grammar import Grammar, Speech
from govreport.grammar.tables import prepared
from govreport.text.first_last import choices
from govreport.text.variants import in_either
from govreport.tree.families import FAMILIES, Family

_GAP = r"[ \t\u3000\xa0]{0,4}"
_STOP = r"[、．.：:，,]?"
_MOST = 8
"""The maximum length of a numeral in characters: 九千九百九十九 has seven."""
_FORMULA = ".{0,16}"
"""What follows the first word of a closing formula: the addressee."""
_BEFORE_ORGAN = "[^。；，,！？!?：:\n]{0,40}"


@lru_cache(maxsize=16)
def grammar_of(dialect: Dialect) -> Grammar:
    """The grammar of a dialect; built once for each, immutable and shared by threads."""
    base = prepared()
    own = {form.name.upper(): _pattern(form) for form in dialect.forms}
    added = {
        "CLOSING": [in_either(word) + _FORMULA for word in dialect.closings],
        "ISSUER": [_BEFORE_ORGAN + in_either(word) for word in dialect.organs],
        "IMPRINT": [f"{in_either(word)}[：:].{{1,400}}" for word in dialect.copies],
    }
    longer = {name: "|".join([base.sources[name], *more]) for name, more in added.items() if more}
    sources = {**own, **base.sources, **longer}
    known = {**base.choices, **{name: choices(source) for name, source in (own | longer).items()}}
    speech = Speech(
        families={family.terminal: family for family in _families(dialect)},
        own={name: re.compile(source) for name, source in own.items()},
        segment=re.compile(f"(?:{_any(dialect.segments)})[：:]") if dialect.segments else None,
        copies=re.compile(f"(?:{_any(dialect.copies)})[：:]") if dialect.copies else None,
    )
    return Grammar(base._replace(sources=sources, choices=known), speech)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(in_either, words))


def _pattern(form: Form) -> str:
    """The pattern of a form; its only matching group is the numeral."""
    return "|".join(map(_mark, form.marks))


def _mark(template: str) -> str:
    before, _, rest = template.partition("{")
    kind, _, after = rest.partition("}")
    figure = NUMERALS[kind]
    pieces = [in_either(before.strip()), f"({figure}{{1,{_MOST}}})(?!{figure})", in_either(after.strip())]
    return _GAP.join(filter(None, pieces)) + _STOP


def _families(dialect: Dialect) -> Iterable[Family]:
    """All families with the ranks that the dialect gives them."""
    ranks = _ranks(dialect)
    for name, family in FAMILIES.items():
        yield evolve(family, rank=ranks.get(name, family.rank), running=name in dialect.running)
    for form in dialect.forms:
        running = form.name in dialect.running
        yield Family(
            form.name, ranks[form.name], item=form.item, running=running, head_only=not form.item, token="FORM"
        )


def _ranks(dialect: Dialect) -> Mapping[str, float]:
    """The ranks that a dialect changes or adds: the families of its order exchange their ranks."""
    shared = sorted(FAMILIES[name].rank for name in dialect.order if name in FAMILIES)
    ranks: dict[str, float] = {}
    last = 0.0
    for name in dialect.order:
        if name in FAMILIES:
            last = shared.pop(0)
        else:
            last = (last + shared[0]) / 2 if shared else last + 0.5
        ranks[name] = last
    left = [form for form in dialect.forms if form.name not in ranks]
    outermost = min(family.rank for family in FAMILIES.values())
    for at, form in enumerate(left):
        ranks[form.name] = FAMILIES["shi"].rank if form.item else outermost - len(left) + at
    return ranks
