// Vitrine in VS Code: begins "vitrine lsp" where there are definitions, and shows
// the pages of their widgets. Everything about definitions is the server's.
import * as vscode from "vscode";
import { candidates, headSize, looksOurs, mostCandidates, notLookedAt } from "./ours";
import { Preview } from "./preview";
import { Server } from "./server";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Vitrine", { log: true });
  const preview: Preview = new Preview(() => own);
  const own = new Server(output, () => preview.middleware);
  server = own;

  const consider = (document: vscode.TextDocument): void => {
    if (document.uri.scheme === "file" && looksOurs(document.fileName, document.getText(firstBytes))) void own.start();
  };
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("vitrine.restart", () => own.restart()),
    vscode.commands.registerCommand("vitrine.showOutput", () => output.show()),
    vscode.commands.registerCommand("vitrine.previewBeside", () => preview.beside()),
    vscode.commands.registerCommand("vitrine.fixAll", () =>
      vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.vitrine", apply: "first" }),
    ),
    vscode.workspace.onDidOpenTextDocument(consider),
    vscode.workspace.onDidSaveTextDocument(consider),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void look(own)),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration("vitrine.path") || e.affectsConfiguration("vitrine.config")) void own.restart();
    }),
    vscode.window.onDidCloseTerminal((terminal) => preview.closed(terminal)),
  );
  for (const document of vscode.workspace.textDocuments) consider(document);
  await look(own);
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** The part of a document that is looked at. */
const firstBytes = new vscode.Range(0, 0, 2000, 0);

/** Looks for definitions in the folders that are open: what is wrong in them is told before one is opened. */
async function look(server: Server): Promise<void> {
  if (server.running) return;
  for (const file of await vscode.workspace.findFiles(candidates, notLookedAt, mostCandidates)) {
    const data = await vscode.workspace.fs.readFile(file).then(
      (bytes) => bytes,
      () => undefined, // it is gone by now, or not ours to read
    );
    if (data && looksOurs(file.fsPath, Buffer.from(data.subarray(0, headSize)).toString("utf8"))) return server.start();
  }
}
