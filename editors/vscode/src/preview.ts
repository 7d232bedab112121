// The page of a widget beside its definition. The server knows which page that
// is, and asks to have it shown, as long as "vitrine serve" runs.
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { programFor, type Server } from "./server";

/** The command that the server has, and the lens above each widget. */
const serverCommand = "vitrine.preview";

/** How long "vitrine serve" may take until it answers, and how often it is asked. */
const patience = { most: 30_000, pause: 500 };

type Ask = (command: string, args: unknown[]) => unknown;

export class Preview {
  private terminal: vscode.Terminal | undefined; // in which "vitrine serve" was begun
  private shown = 0; // pages

  constructor(private readonly server: () => Server) {}

  /** Has what the server wants to show, and what it is asked to, go through here. */
  readonly middleware: Middleware = {
    executeCommand: (command, args, next) => {
      return command === serverCommand ? this.show(next, args) : next(command, args);
    },
    window: {
      showDocument: async (params, token, next) => {
        if (!params.external || !/^https?:/.test(params.uri)) return next(params, token);
        this.shown++;
        return { success: await openBeside(vscode.Uri.parse(params.uri)) };
      },
    },
  };

  /** Shows the page of the widget in which the cursor is, or of the app. */
  async beside(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !this.server().running) {
      void vscode.window.showInformationMessage("Open a definition first: its widgets have pages.");
      return;
    }
    const { document, selection } = editor;
    const lenses = (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 1000)) ?? [];
    const above = lenses
      .filter((lens) => lens.command?.command === serverCommand && lens.range.start.line <= selection.active.line)
      .sort((a, b) => a.range.start.line - b.range.start.line)
      .at(-1);
    await vscode.commands.executeCommand(serverCommand, ...(above?.command?.arguments ?? [document.uri.toString()]));
  }

  private async show(ask: Ask, args: unknown[]): Promise<void> {
    const first = await this.attempt(ask, args);
    if (first.shown) return;
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(String(args[0])));
    if (first.failed || folder === undefined || !this.serve(folder)) {
      void vscode.window.showInformationMessage(first.message || "There is no page of this file.");
      return;
    }
    const last = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Starting vitrine serve", cancellable: true },
      async (_, token) => {
        for (const end = Date.now() + patience.most; ; ) {
          await new Promise((done) => setTimeout(done, patience.pause));
          const last = await this.attempt(ask, args);
          if (last.shown || last.failed || token.isCancellationRequested || this.terminal === undefined || Date.now() > end) return last;
        }
      },
    );
    if (!last.shown && last.message) void vscode.window.showInformationMessage(last.message);
  }

  /** Asks the server once; what it would say to people is returned. */
  private async attempt(ask: Ask, args: unknown[]): Promise<{ shown: boolean; failed: boolean; message: string }> {
    const before = this.shown;
    const server = this.server();
    let message = "";
    let failed = false;
    server.listener = (text) => (message = text);
    try {
      await ask(serverCommand, args);
    } catch (error) {
      failed = true;
      message = error instanceof Error ? error.message : String(error);
    } finally {
      server.listener = undefined;
    }
    return { shown: this.shown > before, failed, message };
  }

  /** Begins "vitrine serve" for a folder in a terminal, unless it was. */
  private serve(folder: vscode.WorkspaceFolder): boolean {
    if (this.terminal !== undefined && this.terminal.exitStatus === undefined) return true;
    const program = programFor(folder);
    if (program === undefined) return false;
    const terminal = vscode.window.createTerminal({
      name: "vitrine serve",
      cwd: folder.uri.fsPath,
      shellPath: program.command, // no shell, which would take paths apart
      shellArgs: ["serve", ...program.config, ...contentOf(folder.uri.fsPath, program.config.length > 0)],
    });
    terminal.show(true);
    this.terminal = terminal;
    return true;
  }

  /** Forgets a terminal that was closed. */
  closed(terminal: vscode.Terminal): void {
    if (terminal === this.terminal) this.terminal = undefined;
  }
}

/** What "vitrine serve" is told of the folder, so that it shows what the server checks. */
function contentOf(folder: string, configured: boolean): string[] {
  const plain = !configured && !fs.existsSync(path.join(folder, "config.yaml")) && !fs.existsSync(path.join(folder, "content"));
  return plain ? ["--content", "."] : [];
}

/** Shows a page in a tab beside, or where there can be none in a browser. */
async function openBeside(page: vscode.Uri): Promise<boolean> {
  try {
    const address = await vscode.env.asExternalUri(page); // of a window on another machine
    await vscode.commands.executeCommand("simpleBrowser.api.open", address, {
      preserveFocus: true,
      viewColumn: vscode.ViewColumn.Beside,
    });
    return true;
  } catch {
    return vscode.env.openExternal(page);
  }
}
