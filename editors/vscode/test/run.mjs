// Runs the tests, with test/vscode.ts in the place of VS Code.
import * as esbuild from "esbuild";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "vitrine-vscode-"));
let status = 1;
try {
  const here = import.meta.dirname;
  const names = fs.readdirSync(here).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    entryPoints: names.map((name) => path.join(here, name)),
    outdir: dir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    alias: { vscode: path.join(here, "vscode.ts") },
    logLevel: "warning",
  });
  const files = names.map((name) => path.join(dir, name.replace(/ts$/, "js")));
  ({ status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit" }));
} finally {
  fs.rmSync(dir, { recursive: true });
}
process.exit(status ?? 1);
