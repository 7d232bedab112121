import assert from "node:assert/strict";
import test from "node:test";
import hosts from "../../../generator/appdef/testdata/hosts.json";
import { isLocal } from "./hosts";

test("which hosts are local", () => {
  hosts.forEach((c) => assert.equal(isLocal(new URL(c.address).hostname), c.local, c.address));
});
