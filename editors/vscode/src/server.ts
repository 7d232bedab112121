// The language server: "vitrine lsp", begun when there is something for it to do.
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  MessageType,
  ShowMessageNotification,
  State,
  type ErrorHandler,
  type Middleware,
  type ShowMessageParams,
} from "vscode-languageclient/node";
import { findProgram, resolvePath, thisMachine } from "./program";

/** What the server is told of; it decides itself what is a definition. */
const documents = [
  { scheme: "file", language: "json" },
  { scheme: "file", language: "jsonc" },
  { scheme: "file", pattern: "**/*.{js,cjs,mjs,ts}" },
  { scheme: "file", pattern: "**/samples.yaml" },
  { scheme: "file", pattern: "**/reviews/*.yaml" },
  { scheme: "file", pattern: "**/config.yaml" },
];

/** The program that is to run, and what it is to be told first. */
export interface Program {
  command: string;
  /** Arguments before or behind those of a command. */
  config: string[];
}

/** Reads the settings. */
export function programFor(folder: vscode.WorkspaceFolder | undefined): Program | undefined {
  const settings = vscode.workspace.getConfiguration("vitrine", folder?.uri);
  const machine = thisMachine();
  const command = findProgram(settings.get<string>("path", "vitrine"), folder?.uri.fsPath, machine);
  const config = settings.get<string>("config", "").trim();
  if (command === undefined) return undefined;
  return { command, config: config ? ["--config", resolvePath(config, folder?.uri.fsPath, machine.home)] : [] };
}

/** The library's client, which would tell people of a server that does not begin as well. */
class Client extends LanguageClient {
  begun = false;

  override error(message: string, data?: unknown, show: boolean | "force" = true): void {
    super.error(message, data, this.begun && show);
  }
}

export class Server implements vscode.Disposable {
  /** What the server says to people, while somebody listens instead of them. */
  listener: ((message: string) => void) | undefined;

  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve(); // starts and stops, one after the other
  private told = false; // that there is no program

  constructor(
    private readonly output: vscode.LogOutputChannel,
    private readonly middleware: () => Middleware,
  ) {}

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  /** Begins the server, unless it runs. */
  start(): Promise<void> {
    return this.next(async () => {
      if (this.client === undefined) await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** Ends the server and begins it, whatever became of it: somebody asked for it. */
  restart(): Promise<void> {
    this.told = false;
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  dispose(): void {
    void this.stop();
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step, step).catch((error: unknown) => this.output.error(String(error)));
    return this.turn;
  }

  private async begin(): Promise<void> {
    const program = programFor(vscode.workspace.workspaceFolders?.[0]);
    if (program === undefined) {
      if (!this.told) void this.tellMissing();
      this.told = true;
      return;
    }
    const args = ["lsp", ...program.config];
    this.output.info(`starting ${program.command} ${args.join(" ")}`);
    let usual: ErrorHandler | undefined; // begins a server again that had begun, a few times
    const client = new Client(
      "vitrine",
      "Vitrine",
      { command: program.command, args },
      {
        documentSelector: documents,
        diagnosticCollectionName: "vitrine",
        outputChannel: this.output,
        markdown: { isTrusted: false, supportHtml: false }, // texts of definitions may stand in it
        middleware: this.middleware(),
        initializationFailedHandler: () => false, // it is told below, as what ends at once
        errorHandler: {
          error: (error, message, count) => usual?.error(error, message, count) ?? { action: ErrorAction.Shutdown, handled: true },
          closed: () => usual?.closed() ?? { action: CloseAction.DoNotRestart, handled: true },
        },
      },
    );
    client.onNotification(ShowMessageNotification.type, (m) => this.say(m));
    client.onDidChangeState(({ newState }) => {
      void vscode.commands.executeCommand("setContext", "vitrine.running", newState === State.Running);
    });
    this.client = client;
    try {
      await client.start();
      client.begun = true;
      usual = client.createDefaultErrorHandler(3);
    } catch (error) {
      this.client = undefined;
      void client.dispose().catch(() => undefined); // it may wait for a server that is not there
      void this.tellFailure(program.command, error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
  }

  private say({ type, message }: ShowMessageParams): void {
    if (this.listener) return this.listener(message);
    if (type === MessageType.Error) void vscode.window.showErrorMessage(message);
    else if (type === MessageType.Warning) void vscode.window.showWarningMessage(message);
    else void vscode.window.showInformationMessage(message);
  }

  private async tellMissing(): Promise<void> {
    const choose = "Choose the Program…";
    const settings = "Open Settings";
    const given = vscode.workspace.getConfiguration("vitrine").get<string>("path", "vitrine");
    const answer = await vscode.window.showErrorMessage(
      `There is no program "${given}" here, which checks the definitions. Install Vitrine, or say where it is.`,
      choose,
      settings,
    );
    if (answer === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "vitrine.path");
    if (answer !== choose) return;
    const picked = await vscode.window.showOpenDialog({ canSelectMany: false, title: "The program vitrine" });
    if (picked?.[0]) {
      this.told = false;
      await vscode.workspace.getConfiguration("vitrine").update("path", picked[0].fsPath, vscode.ConfigurationTarget.Global);
    }
  }

  private async tellFailure(command: string, error: unknown): Promise<void> {
    const show = "Show Output";
    this.output.error(error instanceof Error ? error : String(error));
    const answer = await vscode.window.showErrorMessage(`${command} could not be begun as the server; is it Vitrine, and new enough?`, show);
    if (answer === show) this.output.show();
  }
}
