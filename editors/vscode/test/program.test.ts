import assert from "node:assert/strict";
import { test } from "node:test";
import { findProgram } from "../src/program";

const machine = (files: string[], env: Record<string, string>, platform = "linux") => ({ env, home: "/home/me", platform, runs: (f: string) => files.includes(f) });

const cases: { name: string; given: string; files: string[]; env?: Record<string, string>; platform?: string; found: string | undefined }[] = [
  { name: "on the path, the first", given: "vitrine", files: ["/b/vitrine", "/c/vitrine"], env: { PATH: "/a:/b:/c" }, found: "/b/vitrine" },
  { name: "where go install puts it", given: "vitrine", files: ["/home/me/go/bin/vitrine"], env: { PATH: "/a" }, found: "/home/me/go/bin/vitrine" },
  { name: "where Go was told to put it", given: "vitrine", files: ["/gobin/vitrine", "/home/me/go/bin/vitrine"], env: { GOBIN: "/gobin" }, found: "/gobin/vitrine" },
  { name: "never in the folder that is open", given: "vitrine", files: ["/folder/vitrine", "./vitrine"], env: { PATH: ".::bin" }, found: undefined },
  { name: "an absolute path", given: "/opt/v", files: ["/opt/v"], found: "/opt/v" },
  { name: "one that is not there", given: "/opt/v", files: [], found: undefined },
  { name: "in the home directory", given: "~/bin/v", files: ["/home/me/bin/v"], found: "/home/me/bin/v" },
  { name: "in the folder, if the setting says so", given: "./bin/v", files: ["/folder/bin/v"], found: "/folder/bin/v" },
  { name: "in the folder, by its name", given: "${workspaceFolder}/v", files: ["/folder/v"], found: "/folder/v" },
  { name: "on Windows with its ending", given: "vitrine", files: ["/b/vitrine.exe"], env: { Path: "/a;/b" }, platform: "win32", found: "/b/vitrine.exe" },
  { name: "an empty setting is the default", given: " ", files: ["/b/vitrine"], env: { PATH: "/b" }, found: "/b/vitrine" },
];

for (const { name, given, files, env, platform, found } of cases) {
  test(name, () => assert.equal(findProgram(given, "/folder", machine(files, env ?? {}, platform)), found));
}
