"""Counts the steps of the library's work: the same on every machine, whatever else it does.

Two kinds of steps are added up.

- *Lines*: every line that Python executes and every call, in the library and in what it calls (Lark, attrs, json), as
  ``sys.settrace`` reports them; a loop on one line counts each time round.
- *Elements*: what functions and operators written in C go through.  One line may copy or search a megabyte, so the
  library is imported a second time with its slices, sums, displays, comparisons, ``in`` and calls rewritten to tell how
  many characters or elements they touch.  A function in C is taken to go through all that it is given and all that it
  gives, unless :data:`AT_ONCE` names it; ``find`` as far as it found; a pattern that is matched at one place as far as
  its longest match reaches.  How often a pattern turns back within its reach is for ``backtracking.py`` to count:
  :meth:`Steps.patterns` keeps the longest texts for it.

Not seen are elements that C functions of other packages go through among themselves.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, FrameType, FunctionType, MethodType, ModuleType
from typing import Any, TypeAlias

import backtracking

PACKAGE = "govreport"
ON_TOP = (
    "govreport.cli.app",
    "govreport.cli.repairs",
    "govreport.tree.conversion",
    "govreport.text.dates",
    "govreport.data.deserialize",
    "govreport.tree.lookup",
    "govreport.writers.notebook",
    "govreport.data.serialize",
)
"""The modules that import all others, and those that functions import when they are called."""
DEEPEST = 4_000
"""Python's recursion limit meanwhile: each call of the library takes two frames."""
AT_ONCE = frozenset(
    {"append", "pop", "get", "setdefault", "add", "discard", "items", "keys", "values", "heappush", "heappop"}
    | {"len", "isinstance", "getattr", "iter", "next", "id", "ord", "chr", "hash", "bisect_left", "bisect_right"}
    | {
        "range",
        "zip",
        "enumerate",
        "reversed",
        "map",
        "filter",
        "startswith",
        "endswith",
        "start",
        "end",
        "span",
        "group",
    }
)
"""Functions in C whose work does not grow with what they are given, or only as its logarithm."""

Work: TypeAlias = Callable[[], object]
Call: TypeAlias = tuple["re.Pattern[str]", str]
"""A pattern, and the method of it that is called."""
Looked: TypeAlias = tuple[str, int, int]
"""A text that it is called with, and from where to where it is looked at."""


class Steps:
    """A copy of the library that counts, and its counter."""

    def __init__(self) -> None:
        self._count = 0
        self._calls: dict[Call, Looked] = {}
        self._modules: dict[str, ModuleType] = {}
        self.library = self._imported()

    def of(self, work: Work) -> int:
        """How many steps some work takes."""
        self._count = 0
        tracer = sys.gettrace()
        with _deeper(), self._in_place():
            sys.settrace(self._trace)
            try:
                work()
            finally:
                sys.settrace(tracer)
        return self._count

    def patterns(self, work: Work) -> Mapping[Call, Looked]:
        """The patterns that some work calls, each with the longest text that it is called with."""
        self._calls = {}
        with _deeper(), self._in_place():
            work()
        return self._calls

    def _trace(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        """Told of calls."""
        if frame.f_code.co_filename in (__file__, backtracking.__file__):
            return None
        self._count += 1
        return self._line

    def _line(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        self._count += event == "line"
        return self._line

    def _imported(self) -> ModuleType:
        """The package, imported anew beside the one that others use."""

        def ours() -> dict[str, ModuleType]:
            return {name: module for name, module in sys.modules.items() if name.partition(".")[0] == PACKAGE}

        theirs, finder = ours(), _Finder(self)
        for name in theirs:
            del sys.modules[name]
        sys.meta_path.insert(0, finder)
        try:
            for module in ON_TOP:
                importlib.import_module(module)
            library = sys.modules[PACKAGE]
            for name in library.__all__:  # some are imported when they are asked for
                getattr(library, name)
            return library
        finally:
            sys.meta_path.remove(finder)
            self._modules = ours()
            for name in self._modules:
                del sys.modules[name]
            sys.modules.update(theirs)

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """This copy where its functions look for the modules that they import when they are called."""
        theirs = {name: sys.modules[name] for name in self._modules if name in sys.modules}
        sys.modules.update(self._modules)
        try:
            yield
        finally:
            for name in self._modules:
                del sys.modules[name]
            sys.modules.update(theirs)

    # ---- what rewritten code calls -------------------------------------------------------------------------

    def made(self, value: Any) -> Any:
        """What a slice, a sum or a display made."""
        self._count += _size(value)
        return value

    def within(self, one: Any, many: Any) -> bool:
        """``one in many``."""
        found = one in many
        if not isinstance(many, (dict, set, frozenset)):
            self._count += many.index(one) if found and isinstance(many, str) else _size(many)
        return found

    def equal(self, one: Any, other: Any) -> Any:
        """``one == other``: texts of one length are compared character by character."""
        if isinstance(one, str) and isinstance(other, str) and len(one) == len(other):
            self._count += len(one)
        return one == other

    def called(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """``function(*args, **named)``."""
        result = function(*args, **named)
        if not isinstance(function, (FunctionType, MethodType, type)):
            self._count += self._in_c(function, args, result)
        return result

    def _in_c(self, function: Callable[..., Any], args: Sequence[Any], result: Any) -> int:
        owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
        if isinstance(owner, re.Pattern):
            return self._matched(owner, name, args[1:] if name == "sub" else args, result)
        if name in AT_ONCE:
            return 0
        if name == "find":
            start, end, _ = slice(*(*args[1:], None, None)[:2]).indices(len(owner or ""))
            return (end if result < 0 else result) - start
        if name in ("extend", "update"):
            owner = None  # it grows by what it is given
        return sum(map(_size, (owner, *args, result)))

    def _matched(self, pattern: re.Pattern[Any], method: str, args: Sequence[Any], result: Any) -> int:
        text = args[0]
        start, end, _ = slice(*(*args[1:], None, None)[:2]).indices(len(text))
        length = max(0, end - start)
        _, first, last = self._calls.get((pattern, method), ("", 0, 0))
        if isinstance(text, str) and length > last - first:
            self._calls[pattern, method] = text, start, end
        if isinstance(result, re.Match):
            return result.end() - start
        if method not in ("match", "fullmatch"):
            return length
        reach = backtracking.reach(pattern)
        if reach is None and method == "match":  # nothing bounds it but what it meets
            return backtracking.steps(pattern, method, text, start, end)
        return min(length, reach or length)


@contextmanager
def _deeper() -> Iterator[None]:
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEPEST)
    try:
        yield
    finally:
        sys.setrecursionlimit(depth)


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, bytes, bytearray, list, tuple, dict, set, frozenset)) else 0


# ---- the rewriting -----------------------------------------------------------------------------------------


class _Finder(MetaPathFinder):
    """Finds the modules of the package where they are, to be rewritten."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] != PACKAGE:
            return None
        finders = (finder for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, (finder.find_spec(name, path, target) for finder in finders)), None)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(name, spec.loader.path, self._steps)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, steps: Steps) -> None:
        super().__init__(name, path)
        self._steps = steps

    def get_code(self, fullname: str) -> CodeType:
        return rewritten(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["_steps"] = self._steps
        super().exec_module(module)


def rewritten(source: str | bytes, path: str) -> CodeType:
    """A module that hands what is done in C to the counter, which it knows as ``_steps``."""
    tree = ast.fix_missing_locations(_Rewriter().visit(ast.parse(source)))
    code: CodeType = compile(tree, path, "exec", dont_inherit=True)
    return code


class _Rewriter(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        is_copy = isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Slice)
        return _counted("made", node) if is_copy else node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        operands = node.left, node.comparators[0]
        if len(node.ops) > 1 or not isinstance(node.ops[0], (ast.In, ast.NotIn, ast.Eq)):
            return node
        if isinstance(node.ops[0], ast.Eq):
            return _counted("equal", *operands)
        found = _counted("within", *operands)
        return found if isinstance(node.ops[0], ast.In) else ast.UnaryOp(ast.Not(), found)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return node  # it looks at the frame that calls it
        return ast.Call(_counted("called").func, [node.func, *node.args], node.keywords)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return _counted("made", node) if isinstance(node.op, ast.Add) else node

    def visit_List(self, node: ast.List) -> ast.expr:
        return self._display(node)

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        return self._display(node)

    def _display(self, node: ast.List | ast.Tuple) -> ast.expr:
        self.generic_visit(node)
        is_copy = isinstance(node.ctx, ast.Load) and any(isinstance(element, ast.Starred) for element in node.elts)
        return _counted("made", node) if is_copy else node


def _counted(method: str, *operands: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name("_steps", ast.Load()), method, ast.Load()), list(operands), [])
