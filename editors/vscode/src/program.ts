// Where the program is. It is found here, and not by whoever starts it: Windows
// would take one from the folder that is open before all others.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** What the search depends on. */
export interface Machine {
  env: Record<string, string | undefined>;
  home: string;
  platform: string;
  /** Tells whether there is a file that can be run. */
  runs(file: string): boolean;
}

export const thisMachine = (): Machine => ({
  env: process.env,
  home: os.homedir(),
  platform: process.platform,
  runs(file) {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  },
});

/** Writes out "~" and "${workspaceFolder}", and makes a path absolute. */
export function resolvePath(given: string, folder: string | undefined, home: string): string {
  const out = given
    .replace(/^~(?=[\\/]|$)/, () => home)
    .replaceAll("${workspaceFolder}", () => folder ?? "")
    .replaceAll("${userHome}", () => home);
  return path.isAbsolute(out) || folder === undefined ? out : path.join(folder, out);
}

/** Finds the program that a setting names; undefined where there is none. */
export function findProgram(given: string, folder: string | undefined, machine: Machine): string | undefined {
  const name = given.trim() || "vitrine";
  if (/[\\/]/.test(name) || name.startsWith("~") || name.startsWith("${")) {
    const file = resolvePath(name, folder, machine.home);
    return path.isAbsolute(file) ? endings(file, machine).find((f) => machine.runs(f)) : undefined;
  }
  for (const dir of places(machine)) {
    const found = endings(path.join(dir, name), machine).find((f) => machine.runs(f));
    if (found) return found;
  }
  return undefined;
}

/** The folders in which programs are looked for: an editor that was not begun in a shell may not know Go's. */
function places({ env, home, platform }: Machine): string[] {
  const list = (env["PATH"] ?? env["Path"] ?? "").split(platform === "win32" ? ";" : ":");
  if (env["GOBIN"]) list.push(env["GOBIN"]);
  for (const dir of (env["GOPATH"] ?? "").split(platform === "win32" ? ";" : ":")) if (dir) list.push(path.join(dir, "bin"));
  list.push(path.join(home, "go", "bin"));
  return list.filter((dir) => path.isAbsolute(dir));
}

function endings(file: string, { platform }: Machine): string[] {
  return platform === "win32" && !/\.exe$/i.test(file) ? [file + ".exe"] : [file];
}
