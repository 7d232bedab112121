// As much of VS Code as the extension and its library ask for, without a window.
// What is not here is a class or a list of names that nobody looks into.
import * as path from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import * as fs from "node:fs";

type Any = any; // this stands for another program

class Position {
  constructor(readonly line: number, readonly character: number) {}
}
class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(a: Position | number, b: Position | number, c?: number, d?: number) {
    this.start = typeof a === "number" ? new Position(a, b as number) : a;
    this.end = typeof a === "number" ? new Position(c!, d!) : (b as Position);
  }
}
class Uri {
  private constructor(readonly scheme: string, readonly fsPath: string, private readonly text: string) {}
  static file = (file: string): Uri => new Uri("file", file, pathToFileURL(file).toString());
  static parse = (text: string): Uri =>
    text.startsWith("file:") ? Uri.file(fileURLToPath(text)) : new Uri(text.split(":")[0]!, text, text);
  get path(): string {
    return this.fsPath;
  }
  toString(): string {
    return this.text;
  }
}
class EventEmitter<T> {
  private listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void, self?: Any, disposables?: Any[]): Disposable => {
    const bound = listener.bind(self);
    this.listeners.push(bound);
    const disposable = new Disposable(() => (this.listeners = this.listeners.filter((l) => l !== bound)));
    disposables?.push(disposable);
    return disposable;
  };
  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
  dispose(): void {
    this.listeners = [];
  }
}
class Disposable {
  constructor(readonly dispose: () => void) {}
  static from = (...list: { dispose(): void }[]): Disposable => new Disposable(() => list.forEach((d) => d.dispose()));
}
class CancellationTokenSource {
  private readonly emitter = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.emitter.fire();
  }
  dispose(): void {}
}
class Diagnostic {
  code: Any;
  source: Any;
  constructor(readonly range: Range, readonly message: string, readonly severity: number) {}
}
class CodeLens {
  constructor(readonly range: Range, public command?: Any) {}
}
class TextEdit {
  constructor(readonly range: Range, readonly newText: string) {}
}
class WorkspaceEdit {
  readonly edits = new Map<string, TextEdit[]>();
  set(uri: Uri, edits: (TextEdit | [TextEdit, Any])[]): void {
    this.edits.set(uri.toString(), edits.map((edit) => (Array.isArray(edit) ? edit[0] : edit)));
  }
}
class CodeAction {
  edit: WorkspaceEdit | undefined;
  isPreferred: boolean | undefined;
  constructor(readonly title: string, readonly kind?: CodeActionKind) {}
}
class CodeActionKind {
  static readonly Empty = new CodeActionKind("");
  constructor(readonly value: string) {}
  append(part: string): CodeActionKind {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}

class Document {
  version = 1;
  constructor(readonly uri: Uri, readonly languageId: string, private text: string) {}
  get fileName(): string {
    return this.uri.fsPath;
  }
  readonly isClosed = false;
  readonly isDirty = false;
  readonly eol = 1;
  get lineCount(): number {
    return this.text.split("\n").length;
  }
  getText(range?: Range): string {
    return range ? this.text.split("\n").slice(range.start.line, range.end.line + 1).join("\n") : this.text;
  }
  /** Makes edits of ranges that do not touch each other. */
  apply(edits: TextEdit[]): void {
    const at = ({ line, character }: Position): number => this.text.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character;
    const parts = edits.map(({ range, newText }) => ({ start: at(range.start), end: at(range.end), newText })).sort((a, b) => b.start - a.start);
    this.replace(parts.reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), this.text));
  }
  /** Puts another text in the place of all, as an edit. */
  replace(text: string): void {
    const lines = this.text.split("\n");
    const range = new Range(0, 0, lines.length - 1, lines.at(-1)!.length);
    const rangeLength = this.text.length;
    this.text = text;
    this.version++;
    changed.fire({ document: this, contentChanges: [{ range, rangeOffset: 0, rangeLength, text }], reason: undefined });
  }
}

const changed = new EventEmitter<Any>();
const opened = new EventEmitter<Document>();
const configured = new EventEmitter<Any>();
const never = new EventEmitter<Any>().event;

/** What a test looks at and says. */
const desk = {
  folder: "",
  settings: {} as Record<string, unknown>,
  documents: [] as Document[],
  diagnostics: new Map<string, Diagnostic[]>(),
  commands: new Map<string, (...args: Any[]) => Any>(),
  ran: [] as { command: string; args: Any[] }[], // commands of VS Code itself
  messages: [] as string[],
  log: [] as string[],
  terminals: [] as Any[],
  answer: (_message: string, _items: string[]): string | undefined => undefined,
  lenses: [] as Any[],
  actions: undefined as Any, // what offers them
  editor: undefined as Any,
  open(file: string, languageId: string, text: string): Document {
    const document = new Document(Uri.file(file), languageId, text);
    desk.documents.push(document);
    opened.fire(document);
    return document;
  },
  set(name: string, value: unknown): void {
    desk.settings[name] = value;
    configured.fire({ affectsConfiguration: (section: string) => name === section || name.startsWith(section + ".") });
  },
};

const folders = () => (desk.folder ? [{ uri: Uri.file(desk.folder), name: path.basename(desk.folder), index: 0 }] : undefined);

const say = async (message: string, ...items: Any[]): Promise<Any> => {
  desk.messages.push(message);
  return desk.answer(message, items);
};

/** "**", "*" and "{a,b}", which is all that patterns here use. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    "^" +
      pattern
        .replace(/\./g, "\\.")
        .replace(/\{([^}]*)\}/g, (_, list: string) => `(${list.replaceAll(",", "|")})`)
        .replaceAll("**/", "\0")
        .replaceAll("*", "[^/]*")
        .replaceAll("\0", "(.*/)?") +
      "$",
  );

const matches = (selector: Any, { languageId, uri }: Document): boolean =>
  [selector].flat().some((s: Any) => {
    if (typeof s === "string") return s === languageId;
    const pattern: string | undefined = s.pattern?.pattern ?? s.pattern;
    return (
      (!s.language || s.language === languageId) &&
      (!s.scheme || s.scheme === uri.scheme) &&
      (!pattern || glob(pattern).test(uri.fsPath.replaceAll("\\", "/")))
    );
  });

const api: Record<string, Any> = {
  version: "1.91.0",
  Position, Range, Uri, EventEmitter, Disposable, CancellationTokenSource, Diagnostic, CodeLens, CodeActionKind, CodeAction, TextEdit, WorkspaceEdit,
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  ViewColumn: { Beside: -2 },
  ConfigurationTarget: { Global: 1 },
  ProgressLocation: { Notification: 15, Window: 10 },
  env: {
    language: "en", appName: "VS Code", asExternalUri: async (uri: Uri) => uri,
    openExternal: async (uri: Uri) => desk.ran.push({ command: "openExternal", args: [uri] }) > 0,
  },
  commands: {
    registerCommand(name: string, run: (...args: Any[]) => Any) {
      if (desk.commands.has(name)) throw new Error(`command '${name}' already exists`);
      desk.commands.set(name, run);
      return new Disposable(() => desk.commands.delete(name));
    },
    async executeCommand(name: string, ...args: Any[]) {
      const own = desk.commands.get(name);
      if (own) return own(...args);
      desk.ran.push({ command: name, args });
      return name === "vscode.executeCodeLensProvider" ? desk.lenses : undefined;
    },
  },
  window: {
    createOutputChannel: () => ({
      logLevel: 3, onDidChangeLogLevel: never, dispose() {}, show() {},
      ...Object.fromEntries(["append", "appendLine", "trace", "debug", "info", "warn", "error"].map((f) => [f, (text: Any) => desk.log.push(String(text))])),
    }),
    showErrorMessage: say, showWarningMessage: say, showInformationMessage: say,
    showOpenDialog: async () => undefined,
    createTerminal(options: Any) {
      const terminal = { options, exitStatus: undefined, show() {} };
      desk.terminals.push(terminal);
      return terminal;
    },
    withProgress: async (_: Any, task: Any) => task({ report() {} }, new CancellationTokenSource().token),
    get activeTextEditor() {
      return desk.editor;
    },
    visibleTextEditors: [],
    tabGroups: { all: [], onDidChangeTabs: never, onDidChangeTabGroups: never },
    onDidCloseTerminal: never, onDidChangeActiveTextEditor: never, onDidChangeVisibleTextEditors: never,
  },
  workspace: {
    get workspaceFolders() {
      return folders();
    },
    getWorkspaceFolder: (uri: Uri) => folders()?.find((f) => uri.fsPath.startsWith(f.uri.fsPath + path.sep)),
    get textDocuments() {
      return desk.documents;
    },
    notebookDocuments: [],
    getConfiguration: (section?: string) => ({
      get: (name: string, other: unknown) => desk.settings[section ? `${section}.${name}` : name] ?? other,
      has: () => false, inspect: () => undefined,
      update: async (name: string, value: unknown) => desk.set(`${section}.${name}`, value),
    }),
    findFiles: async () =>
      (desk.folder ? fs.readdirSync(desk.folder, { recursive: true, encoding: "utf8" }) : [])
        .filter((f) => /(^|[\\/])(app\.json|config\.yaml|index\.(js|cjs|mjs|ts))$/.test(f)).map((f) => Uri.file(path.join(desk.folder, f))),
    fs: { readFile: async (uri: Uri) => fs.promises.readFile(uri.fsPath) },
    onDidOpenTextDocument: opened.event, onDidChangeTextDocument: changed.event, onDidChangeConfiguration: configured.event,
    ...Object.fromEntries(
      ["CloseTextDocument", "SaveTextDocument", "ChangeWorkspaceFolders", "CreateFiles", "RenameFiles", "DeleteFiles"].map((e) => [`onDid${e}`, never]),
    ),
    ...Object.fromEntries(["SaveTextDocument", "CreateFiles", "RenameFiles", "DeleteFiles"].map((e) => [`onWill${e}`, never])),
  },
  languages: {
    match: (selector: Any, document: Document) => (matches(selector, document) ? 10 : 0),
    createDiagnosticCollection: () => ({
      set: (uri: Uri, list: Diagnostic[]) => desk.diagnostics.set(uri.fsPath, list ?? []),
      delete: (uri: Uri) => desk.diagnostics.delete(uri.fsPath),
      clear: () => desk.diagnostics.clear(), dispose: () => desk.diagnostics.clear(),
    }),
    ...Object.fromEntries(
      `Completion HoverProvider SignatureHelp Definition Reference DocumentHighlight DocumentSymbol WorkspaceSymbol CodeActions CodeLens
       DocumentFormattingEdit DocumentRangeFormattingEdit OnTypeFormattingEdit Rename DocumentLink Color FoldingRange SelectionRange Declaration Implementation
       TypeDefinition CallHierarchy TypeHierarchy InlayHints InlineValues LinkedEditingRange DocumentSemanticTokens DocumentRangeSemanticTokens InlineCompletionItem`
        .split(/\s+/).map((name) => [`register${name.replace(/Provider$/, "").replace(/^Completion$/, "CompletionItem")}Provider`, () => new Disposable(() => {})]),
    ),
    registerCodeActionsProvider(_: Any, provider: Any) {
      desk.actions = provider;
      return new Disposable(() => (desk.actions = undefined));
    },
  },
};

/** What nobody looks into: a class, and a list of names with any name. */
const unknown = (): Any => new Proxy(class {}, { get: (of: Any, name) => (name in of ? of[name] : String(name)) });
const known = new Map<string, Any>();
const whole: unknown = new Proxy(Object.assign(api, { desk, Document }), {
  get(of, name: string) {
    if (name in of) return of[name];
    if (name === "__esModule") return true; // else the library would copy what there is
    if (name === "default" || name === "then") return undefined;
    if (!known.has(name)) known.set(name, unknown());
    return known.get(name);
  },
});
export = whole as { desk: typeof desk };
