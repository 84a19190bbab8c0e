"""Fuzzes one target with options for libFuzzer; ``run.py`` starts it in a separate process."""

from __future__ import annotations

import pkgutil
import sys
from contextlib import suppress
from importlib import import_module
from random import Random

import atheris

NOT_MEASURED = ("govreport.__main__", "govreport.testing")
"""Modules whose branches are nothing to explore: the laws themselves."""
SHARE = 0.8
"""How many of the mutations are those of the target, where it has its own; libFuzzer's make the others."""


def main(name: str, *flags: str) -> None:
    with atheris.instrument_imports(include=["govreport"]):
        _import_library()
    from targets import TARGETS  # not before: what it imports would not be instrumented

    mutate = TARGETS[name].mutate

    def custom(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        changed = mutate(data, most, random) if mutate and random.random() < SHARE else None
        return changed or bytes(atheris.Mutate(data, most))

    own = {"custom_mutator": custom} if mutate else {}
    atheris.Setup([name, *flags], TARGETS[name].run, **own)
    atheris.Fuzz()


def _import_library() -> None:
    """All modules, those too that would only be imported when they are used; without those of missing extras."""
    package = import_module("govreport")
    for module in pkgutil.walk_packages(package.__path__, "govreport.", onerror=lambda name: None):
        if not module.name.startswith(NOT_MEASURED):
            with suppress(ImportError):
                import_module(module.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
