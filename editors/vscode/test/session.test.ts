// The extension and the real program, from a folder that is opened to the page of
// a widget. VITRINE names the program.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type * as vscode from "vscode";
import { activate, deactivate } from "../src/extension";
import fake = require("./vscode");

const { desk } = fake;
const program = process.env["VITRINE"] ?? "";
const sound = `{
  "app": "acme",
  "version": "1.0.0",
  "title": "Acme",
  "widgets": [
    { "name": "w", "title": "Orders", "url": "https://acme.test/w", "icon": "https://acme.test/i.svg" }
  ]
}
`;
const broken = sound.replace(`"1.0.0",`, `"1.0.0"`);
const context = { subscriptions: [] as vscode.Disposable[] };
const file = (): string => path.join(desk.folder, "content", "apps", "acme", "app.json");

/** Waits for what another process brings about. */
async function until<T>(what: string, get: () => T | undefined | false): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((done) => setTimeout(done, 20))) {
    const value = get();
    if (value) return value;
  }
  throw new Error(`waited in vain: ${what}\n${desk.messages.join("\n")}\n${desk.log.join("\n")}`);
}

const found = (): string[] => (desk.diagnostics.get(file()) ?? []).map((d) => `${d.range.start.line}:${d.range.start.character} ${d.message}`);

before(async () => {
  assert.ok(program, "VITRINE is to name the program");
  desk.folder = fs.mkdtempSync(path.join(os.tmpdir(), "vitrine-folder-"));
  fs.mkdirSync(path.dirname(file()), { recursive: true });
  fs.writeFileSync(file(), broken);
  const free = net.createServer().listen(0, "127.0.0.1");
  await new Promise((done) => free.once("listening", done));
  const { port } = free.address() as net.AddressInfo;
  await new Promise((done) => free.close(done));
  fs.writeFileSync(path.join(desk.folder, "config.yaml"), `content: content\nserve: {addr: "127.0.0.1:${port}"}\n`);
  desk.settings["vitrine.path"] = program;
});

after(async () => {
  await deactivate();
  for (const d of context.subscriptions) d.dispose();
  fs.rmSync(desk.folder, { recursive: true });
});

test("what is wrong in a folder is told before anything is opened in it", async () => {
  await activate(context as unknown as vscode.ExtensionContext);
  await until("diagnostics of a closed file", () => found().length > 0);
  assert.deepEqual(found(), [`3:2 expected a comma before "title"\nput one at the end of line 3`]);
  const [first] = desk.diagnostics.get(file())!;
  assert.equal(first!.source, "vitrine");
  assert.equal(first!.severity, 0);
});

test("as somebody types, it is told of the text that is not saved", async () => {
  const document = desk.open(file(), "json", broken);
  document.replace(sound);
  await until("nothing is wrong any more", () => found().every((line) => !line.includes("comma")));
  document.replace(sound.replace(`"url"`, `"urll"`));
  await until("another mistake", () => found().some((line) => line.includes("urll")));
  document.replace(sound);
  await until("mended", () => found().length === 0);
});

test("the README's way from the extension to a definition that is sound leads there", async () => {
  const [, text] = /```json\n(\{[^]*?)```/.exec(fs.readFileSync("README.md", "utf8"))!;
  const json = path.join(desk.folder, "content", "apps", "my_app", "app.json");
  fs.mkdirSync(path.dirname(json));
  fs.writeFileSync(json, text!);
  const document = desk.open(json, "json", text!);
  const list = () => desk.diagnostics.get(json) ?? [];
  const mended: string[] = [];
  await until("two mistakes", () => list().length === 2);
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
  for (let left = 2; left > 0; left--) {
    const [diagnostic] = list();
    const offered = await desk.actions.provideCodeActions(document, diagnostic!.range, { diagnostics: [diagnostic], triggerKind: 1 }, token);
    const action = offered.find((a: { isPreferred?: boolean }) => a.isPreferred); // which Ctrl+. offers first
    const { edit } = action.edit ? action : await desk.actions.resolveCodeAction(action, token);
    document.apply(edit.edits.get(document.uri.toString()));
    mended.push(action.title);
    await until(`one less than ${left}`, () => list().length === left - 1);
  }
  assert.equal(mended.length, 2);
  assert.equal(document.getText(), text!.replace(`"1.0.0"`, `"1.0.0",`).replace(`"true"`, "true"));
});

test("a preview begins vitrine serve, and shows the page beside when it is there", async () => {
  fs.writeFileSync(file(), sound);
  const shown = desk.commands.get("vitrine.preview")!(desk.documents[0]!.uri.toString(), 0) as Promise<void>;
  const { options } = await until("a terminal", () => desk.terminals[0]);
  assert.deepEqual([options.shellPath, options.shellArgs, options.cwd], [program, ["serve"], desk.folder]);
  const serve = spawn(options.shellPath, options.shellArgs, { cwd: options.cwd, stdio: "ignore" }); // as VS Code would
  try {
    await shown;
    const page = desk.ran.find(({ command }) => command === "simpleBrowser.api.open")!;
    assert.match(String(page.args[0]), /^http:\/\/127\.0\.0\.1:\d+\/apps\/acme\/w\.html$/);
    assert.deepEqual(page.args[1], { preserveFocus: true, viewColumn: -2 });
    assert.equal(desk.terminals.length, 1);

    // from the palette: of the widget in which the cursor is, and of the app above all of them
    const lens = (line: number, args: unknown[]) => ({ range: { start: { line } }, command: { command: "vitrine.preview", arguments: args } });
    const uri = desk.documents[0]!.uri.toString();
    desk.lenses = [lens(5, [uri, 0]), lens(0, [uri, -1])];
    for (const [line, last] of [[6, "acme/w.html"], [1, "acme.html"]] as const) {
      desk.editor = { document: desk.documents[0]!, selection: { active: { line } } };
      await desk.commands.get("vitrine.previewBeside")!();
      assert.match(String(desk.ran.at(-1)!.args[0]), new RegExp(`/apps/${last}$`));
    }
    assert.deepEqual(desk.messages, [], "nobody was to be told to begin vitrine serve");
  } finally {
    serve.kill();
  }
});

test("all that needs no guess is mended by VS Code's own command", async () => {
  await desk.commands.get("vitrine.fixAll")!();
  assert.deepEqual(desk.ran.at(-1), { command: "editor.action.sourceAction", args: [{ kind: "source.fixAll.vitrine", apply: "first" }] });
});

test("a restart begins anew, and again tells what is wrong", async () => {
  desk.documents[0]!.replace(broken);
  await until("the mistake", () => found().length > 0);
  await desk.commands.get("vitrine.restart")!();
  await until("the mistake again", () => found().some((line) => line.includes("comma")));
});

test("a program that is not there is told once, with what to do", async () => {
  desk.answer = (message, items) => (message.includes("no program") ? items[1] : undefined);
  desk.set("vitrine.path", path.join(desk.folder, "nowhere", "vitrine"));
  await until("a message", () => desk.messages.some((m) => m.includes("There is no program")));
  await until("the settings", () => desk.ran.some(({ command, args }) => command === "workbench.action.openSettings" && args[0] === "vitrine.path"));
  desk.open(path.join(desk.folder, "other.json"), "json", sound);
  await new Promise((done) => setTimeout(done, 100));
  assert.equal(desk.messages.filter((m) => m.includes("There is no program")).length, 1);
  assert.equal(desk.diagnostics.size, 0);
});

test("a program that is no server is told, and the output has why", async () => {
  desk.messages.length = 0;
  desk.set("vitrine.path", process.execPath); // which takes lsp for the name of a script
  await until("a message", () => desk.messages.length > 0);
  assert.deepEqual(desk.messages, [`${process.execPath} could not be begun as the server; is it Vitrine, and new enough?`]);
  assert.ok(desk.log.some((line) => line.includes("Cannot find module")));
  desk.set("vitrine.path", program);
  await until("the mistake again", () => found().some((line) => line.includes("comma")));
});
