// Starts `govreport lsp` for the open text and Markdown files.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const INSTALL = "pip install 'govreport[lsp]'";

let client;

function language(settings, editor) {
  const chosen = settings.get("language", "auto");
  return chosen === "auto" ? (editor.toLowerCase().startsWith("zh") ? "zh" : "en") : chosen;
}

async function start() {
  const settings = vscode.workspace.getConfiguration("govreport");
  const command = settings.get("command", "govreport");
  const profile = settings.get("profile", "");
  const args = ["lsp", "--lang", language(settings, vscode.env.language), ...(profile ? ["--profile", profile] : [])];
  const documentSelector = ["plaintext", "markdown"].flatMap((language) =>
    ["file", "untitled"].map((scheme) => ({ scheme, language })),
  );
  client = new LanguageClient("govreport", "govreport", { command, args }, { documentSelector });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    vscode.window.showErrorMessage(`govreport: ${command}: ${error.message || error} (${INSTALL})`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("govreport.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("govreport") && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
