"""The speed of converting a report to the other script, compared with the library whose dictionaries are used.

    python benchmarks/conversion.py

Times are medians in milliseconds: the library and this project on the text of each seed, and on the whole tree.
First use loads the dictionaries, which the library does again for each converter.  Nothing is asserted: machines
differ.  The test suite checks that both give the same text.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from opencc import OpenCC  # type: ignore[import-untyped]

import govreport
from clock import in_turn
from govreport.tree.conversion import Script, converter
from labels import SEEDS, read_text
from speed import ROUNDS

CONFIGURATIONS: dict[Script, str] = {"simplified": "t2s", "traditional": "s2t", "tw": "s2tw", "hk": "s2hk"}


def first_use_ms(prepare: str, code: str) -> float:
    """The time of some code in a new interpreter, the median of five."""
    program = f"import time; {prepare}; began = time.perf_counter(); {code}; print(time.perf_counter() - began)"
    runs = [subprocess.run([sys.executable, "-c", program], check=True, capture_output=True) for _ in range(5)]
    return 1000 * sorted(float(run.stdout) for run in runs)[2]


def main() -> None:
    print("script           first use   the library's")
    for script, configuration in CONFIGURATIONS.items():
        ours = first_use_ms("from govreport.tree.conversion import converter", f"converter({script!r})")
        theirs = first_use_ms("from opencc import OpenCC", f"OpenCC({configuration!r})")
        print(f"{script:<14} {ours:>8.0f} ms {theirs:>12.0f} ms")

    print("\nseed                       characters   script        library ms    text ms    tree ms")
    for path in SEEDS:
        text = read_text(path)
        report = govreport.parse(text)
        for script, configuration in CONFIGURATIONS.items():
            took = in_turn(
                {
                    "library": partial(OpenCC(configuration).convert, text),
                    "ours": partial(converter(script), text),
                    "tree": partial(report.converted, script),
                },
                ROUNDS,
            )
            figures = " ".join(
                f"{1000 * took[name]:>{width}.2f}" for name, width in (("library", 11), ("ours", 10), ("tree", 10))
            )
            print(f"{path.stem:<26} {len(text):>10}   {script:<12} {figures}")


if __name__ == "__main__":
    main()
