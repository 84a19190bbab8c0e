"""Lark's LALR tables, and how a stream of finished tokens is driven through them.

Lark's own driver makes a value for every rule, for helpers such as ``_block`` and the repetition of ``unit*`` too, and
wrappers take them apart again before the builder is called.  Here only rules with a name of their own make a value; what a
helper holds stays where it is on the stack, and a symbol that only goes on with a repetition is one look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from govreport.grammar.tokens import Token

if TYPE_CHECKING:
    from lark import Lark

STAY = -1
"""The symbol goes on with a repetition: the state behind it is the state before it."""
_FIRST_RULE = -2
"""A reduction is a negative number: this less the index of the rule."""
_END = Token("$END")


class Tables(NamedTuple):
    """The automaton of a grammar, helpers settled as far as no choice is left."""

    actions: Sequence[Mapping[str, int]]
    """By state and symbol: the next state, ``STAY``, or a reduction; the name of a rule leads on as a terminal does."""
    rules: Sequence[tuple[str, int]]
    """The name of each rule, and how many symbols it replaces; helpers begin with ``_``."""
    start: int
    end: int

    @classmethod
    def of(cls, lark: Lark) -> Tables:
        """The tables that Lark made of a grammar."""
        (start,) = lark.options.start
        table: Any = lark.parser.parser._parse_table  # Lark has no public name for it
        rules = tuple(
            (str(rule.origin.name), tuple(str(symbol.name) for symbol in rule.expansion)) for rule in lark.rules
        )
        index = {rule: _FIRST_RULE - i for i, rule in enumerate(lark.rules)}
        rows = [
            {str(symbol): index.get(to, to) for symbol, (_, to) in row.items()}
            for _, row in sorted(table.states.items())
        ]
        settled = tuple(
            {symbol: _settled(rows, rules, state, symbol) for symbol in row} for state, row in enumerate(rows)
        )
        sizes = tuple((name, len(symbols)) for name, symbols in rules)
        return cls(settled, sizes, table.start_states[start], table.end_states[start])

    def parse(self, tokens: Iterable[Token], builder: Mapping[str, Callable[[list[Any]], Any]]) -> Any:
        """What the builder makes of a stream: one call a rule, with the values of its symbols.

        :raises lark.UnexpectedToken: the grammar has no place for a token.
        """
        actions, rules = self.actions, self.rules
        state = self.start
        states = [state]
        values: list[Any] = []
        begins = [0]  # where the values of each symbol on the stack begin
        for token in (*tokens, _END):
            kind = token.type
            while True:
                row = actions[state]
                action = row.get(kind)
                if action is None:
                    raise _unexpected(token, row)
                if action >= STAY:
                    break
                name, size = rules[_FIRST_RULE - action]
                if size:
                    begin = begins[-size]
                    del states[-size:], begins[-size:]
                else:
                    begin = len(values)
                if name[0] != "_":
                    values[begin:] = (builder[name](values[begin:]),)
                state = states[-1]
                action = actions[state][name]
                if action >= 0:
                    state = action
                    states.append(state)
                    begins.append(begin)
                    if state == self.end:
                        return values[-1]
            if action >= 0:
                state = action
                states.append(state)
                begins.append(len(values))
            values.append(token)
        raise AssertionError("a grammar ends with the end of its stream")


def _settled(
    rows: list[dict[str, int]], rules: tuple[tuple[str, tuple[str, ...]], ...], state: int, symbol: str
) -> int:
    """Where a symbol leads, once each helper behind it is replaced that nothing can go on with."""
    to = rows[state][symbol]
    ahead = set(rows[to].values()) if to >= 0 else set()
    if len(ahead) != 1 or (only := ahead.pop()) > _FIRST_RULE:
        return to
    name, symbols = rules[_FIRST_RULE - only]
    if not name.startswith("_"):
        return to
    if symbols == (symbol,):
        return _settled(rows, rules, state, name)
    return STAY if symbols == (name, symbol) else to


def _unexpected(token: Token, row: Mapping[str, int]) -> Exception:
    from lark import UnexpectedToken

    error: Exception = UnexpectedToken(token, {symbol for symbol in row if symbol.isupper()})  # type: ignore[no-untyped-call]
    return error
