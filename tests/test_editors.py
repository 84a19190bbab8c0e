"""The extension for VS Code: it starts the server that the package installs, as its settings require."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import govreport
from commands import commands

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "editors" / "vscode"
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
SETTINGS: dict[str, Any] = MANIFEST["contributes"]["configuration"]["properties"]
STUB = """
const Module = require("module");
const settings = %s;
const seen = { subscriptions: [], errors: [] };
class LanguageClient {
  constructor(id, name, server, client) { Object.assign(seen, { server, client }); }
  async start() { if (settings.fails) throw new Error("spawn ENOENT"); seen.started = true; }
  async stop() { seen.stopped = true; }
}
const vscode = {
  env: { language: settings.editor },
  commands: { registerCommand: (name) => { seen.command = name; return {}; } },
  window: { showErrorMessage: (message) => seen.errors.push(message) },
  workspace: {
    getConfiguration: () => ({ get: (name, usual) => name in settings ? settings[name] : usual }),
    onDidChangeConfiguration: () => ({}),
  },
};
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);
const extension = require("./extension.js");
extension.activate(seen).then(extension.deactivate).then(() => console.log(JSON.stringify(seen)));
"""
"""Runs the extension in an editor that only records the requests."""


def ran(**settings: object) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, "-e", STUB % json.dumps(settings)],
        cwd=EXTENSION,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        ({"editor": "en"}, ["govreport", "lsp", "--lang", "en"]),
        ({"editor": "zh-cn"}, ["govreport", "lsp", "--lang", "zh"]),
        (
            {"editor": "de", "language": "zh", "profile": "fazhi"},
            ["govreport", "lsp", "--lang", "zh", "--profile", "fazhi"],
        ),
        ({"editor": "en", "command": "/a b/govreport"}, ["/a b/govreport", "lsp", "--lang", "en"]),
    ],
)
def test_the_extension_starts_the_server(settings: dict[str, object], command: list[str]) -> None:
    found = ran(**settings)
    assert [found["server"]["command"], *found["server"]["args"]] == command
    assert found["started"]
    assert found["stopped"]
    assert {(one["scheme"], one["language"]) for one in found["client"]["documentSelector"]} == {
        (scheme, language) for scheme in ("file", "untitled") for language in ("plaintext", "markdown")
    }
    lsp = commands()["lsp"]
    options = {name for param in lsp.params for name in param.opts} | {"--lang"}
    assert {word for word in command if word.startswith("--")} <= options


def test_an_error_explains_how_to_install_the_server() -> None:
    found = ran(editor="en", fails=True)
    assert found["errors"] == ["govreport: govreport: spawn ENOENT (pip install 'govreport[lsp]')"]


def test_a_folder_cannot_choose_the_command_that_runs() -> None:
    assert SETTINGS["govreport.command"]["scope"] == "machine"


def test_the_texts_are_in_both_languages() -> None:
    english, chinese = (
        json.loads((EXTENSION / name).read_text("utf-8")) for name in ("package.nls.json", "package.nls.zh-cn.json")
    )
    assert (
        english.keys()
        == chinese.keys()
        == set(re.findall("%([a-z]+)%", (EXTENSION / "package.json").read_text("utf-8")))
    )


def test_the_manifest_fits_the_code() -> None:
    code = (EXTENSION / "extension.js").read_text("utf-8")
    readme = (EXTENSION / "README.md").read_text("utf-8")
    assert MANIFEST["version"] == re.match(r"[\d.]+", govreport.__version__)[0].rstrip(".")  # type: ignore[index]
    assert {f"govreport.{name}" for name in re.findall(r'settings\.get\("(\w+)"', code)} == SETTINGS.keys()
    assert {name for name in SETTINGS if f"`{name}`" in readme} == SETTINGS.keys()
    assert [one["command"] for one in MANIFEST["contributes"]["commands"]] == re.findall(
        r'registerCommand\("([\w.]+)"', code
    )
