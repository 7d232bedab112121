// Makes dist/extension.js, which is all that runs, and dist/NOTICES.txt with the
// licences of what of others is in it.
import * as esbuild from "esbuild";
import * as fs from "node:fs";
import * as path from "node:path";

const made = await esbuild.build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  minify: true,
  external: ["vscode"],
  platform: "node",
  format: "cjs",
  target: "node20",
  legalComments: "none", // they stand in NOTICES.txt, whole
  metafile: true,
  logLevel: "warning",
});

const used = made.metafile.outputs["dist/extension.js"].inputs;
const packages = new Set();
for (const file of Object.keys(used).filter((file) => used[file].bytesInOutput > 0)) {
  const dir = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file);
  if (dir) packages.add(dir[0]);
}
const notices = [...packages].sort().map((dir) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(dir, "package.json"), "utf8"));
  const text = fs.readdirSync(dir).find((file) => /^licen[cs]e/i.test(file));
  if (!text) throw new Error(`${dir} has no text of its licence`);
  return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(dir, text), "utf8").trim()}\n`;
});
fs.writeFileSync("dist/NOTICES.txt", notices.join(`\n${"-".repeat(72)}\n\n`));
