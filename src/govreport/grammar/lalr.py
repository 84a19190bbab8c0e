"""Lark's LALR tables, and a driver for streams of finished tokens.

Lark's own driver creates a value for every rule, including helpers such as ``_block`` and the repetition of ``unit*``, and
then unpacks it before calling the builder.  Here only rules with their own name create a value; the values of a
helper stay on the stack, and a symbol that only continues a repetition takes one lookup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from lark import Lark

Token: TypeAlias = tuple[str, Any]
"""A terminal of ``grammars/report.lark`` and its value: a finished leaf, or the path of the node that a bracket opens."""
STAY = -1
"""The symbol continues a repetition: the next state is the current one."""
_FIRST_RULE = -2
"""Reductions are negative numbers: this minus the index of the rule."""
_END: Token = ("$END", None)


class Tables(NamedTuple):
    """The automaton of a grammar, with helpers resolved where there is no choice."""

    actions: Sequence[Mapping[str, int]]
    """By state and symbol: the next state, ``STAY``, or a reduction; names of rules are symbols like terminals."""
    rules: Sequence[tuple[str, int]]
    """The name of each rule, and the number of symbols it replaces; names of helpers start with ``_``."""
    start: int
    end: int

    @classmethod
    def of(cls, lark: Lark) -> Tables:
        """The tables that Lark generated for a grammar."""
        (start,) = lark.options.start
        table: Any = lark.parser.parser._parse_table  # not part of Lark's public interface
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

    def parse(self, tokens: Iterable[Token], builder: Mapping[str, Callable[[list[str], list[Any]], Any]]) -> Any:
        """The result of the builder for a stream: a call per rule, with the names and the values of its symbols.

        :raises lark.UnexpectedToken: the grammar does not accept a token.
        """
        actions, rules = self.actions, self.rules
        state = self.start
        states = [state]
        names: list[str] = []
        values: list[Any] = []
        begins = [0]  # the index of the first value of each symbol on the stack
        for kind, value in (*tokens, _END):
            while True:
                row = actions[state]
                action = row.get(kind)
                if action is None:
                    raise _unexpected(kind, row)
                if action >= STAY:
                    break
                name, size = rules[_FIRST_RULE - action]
                if size:
                    begin = begins[-size]
                    del states[-size:], begins[-size:]
                else:
                    begin = len(values)
                if name[0] != "_":
                    values[begin:] = (builder[name](names[begin:], values[begin:]),)
                    names[begin:] = (name,)
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
            names.append(kind)
            values.append(value)
        raise AssertionError("a grammar ends with the end of its stream")


def _settled(
    rows: list[dict[str, int]], rules: tuple[tuple[str, tuple[str, ...]], ...], state: int, symbol: str
) -> int:
    """The transition for a symbol after all reductions of helpers that cannot continue."""
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


def _unexpected(kind: str, row: Mapping[str, int]) -> Exception:
    from lark import Token as LarkToken
    from lark import UnexpectedToken

    error: Exception = UnexpectedToken(LarkToken(kind, ""), {symbol for symbol in row if symbol.isupper()})  # type: ignore[no-untyped-call]
    return error
