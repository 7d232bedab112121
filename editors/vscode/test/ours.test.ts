import assert from "node:assert/strict";
import { test } from "node:test";
import { looksOurs } from "../src/ours";

const cases: [name: string, text: string, ours: boolean][] = [
  ["a definition", `/p/app.json=>{"app": "a", "version": "1.0.0", "title": "A"}`, true],
  ["whatever it is called", `/p/versions/1.2.0.json=>{"app": "a", "version": "1.2.0", "widgets": []}`, true],
  ["one that is no JSON", `/p/app.json=>{"app": "a" "version": 1, "title"`, true],
  ["a package", `/p/package.json=>{"name": "a", "version": "1.0.0"}`, false],
  ["another platform's app.json", `/p/app.json=>{"expo": {"name": "a", "version": "1.0.0"}}`, false],
  ["a module", `/p/src/a/index.js=>module.exports = { app: name, version: "1.0.0", widgets: [] }`, true],
  ["a module of TypeScript", `/p/index.ts=>export default { app: "a", "version": "1", title }`, true],
  ["a program", `/p/index.js=>const app = express(); app.listen(process.version)`, false],
  ["the configuration of a gallery", `/p/config.yaml=>content: content\nbase-url: https://a.test/\n`, true],
  ["another program's", `/p/config.yaml=>baseURL: https://a.test/\ncontent: x\n`, false],
  ["a text", `/p/README.md=>{"app": "a", "version": "1.0.0", "title": "A"}`, false],
];

for (const [name, file, ours] of cases) {
  test(`${name} is ${ours ? "" : "not "}ours`, () => {
    const [path, text] = file.split("=>") as [string, string];
    assert.equal(looksOurs(path, text), ours);
  });
}
