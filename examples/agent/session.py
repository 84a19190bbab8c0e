"""Three questions that an agent answers with the tools of `govreport mcp`: run with `python examples/agent/session.py`.

The script starts the real server for the folder `reports` next to it, calls its tools through the client of the SDK, and
prints each call with its result.  An agent chooses the calls itself; here they are written down.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters

REPORTS = Path(__file__).parent / "reports"
QUESTIONS: Mapping[str, list[tuple[str, dict[str, Any]]]] = {
    "2024年受理了多少件行政复议，出处在哪里？": [
        ("outline", {"file": "reports"}),
        ("search", {"query": "行政复议 受理", "file": "reports/2024.txt"}),
        ("facts", {"file": "reports/2024.txt", "path": "1/3", "kind": "figure"}),
    ],
    "和去年相比，今年的报告有哪些变化？": [
        ("compare", {"old": "reports/2023.txt", "new": "reports/2024.txt"}),
        ("compare", {"old": "reports/2023.txt", "new": "reports/2024.txt", "figures": True}),
    ],
    "这份通知可以送签了吗？": [
        ("check", {"file": "reports/draft.txt", "profile": "gongwen"}),
        ("section", {"file": "reports/draft.txt", "path": "2"}),
    ],
}


def shown(result: Mapping[str, Any]) -> Iterator[str]:
    """A result as JSON, with a line for each row of a list."""
    for key, value in result.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            yield f"  {json.dumps(key)}: ["
            yield from (f"    {json.dumps(one, ensure_ascii=False)}," for one in value)
            yield "  ]"
        else:
            yield f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"


async def session(lang: str) -> list[tuple[str, str]]:
    """Each question with the transcript of its calls."""
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "govreport", "mcp", "--lang", lang, str(REPORTS)]
    )
    transcripts = []
    async with Client(server) as client:
        for question, calls in QUESTIONS.items():
            lines = []
            for tool, arguments in calls:
                lines.append(f"> {tool} {json.dumps(arguments, ensure_ascii=False)}")
                result = await client.call_tool(tool, arguments)
                lines += shown(result.structured_content or {})
            transcripts.append((question, "\n".join(lines)))
    return transcripts


def main(lang: str) -> None:
    """Print the transcripts."""
    for question, transcript in anyio.run(session, lang):
        print(f"{question}\n\n{transcript}\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "en")
