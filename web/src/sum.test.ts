import assert from "node:assert/strict";
import { test } from "node:test";

import { sum } from "./sum.ts";

test("the sum of a file is the one everybody counts", async () => {
  const bytes = new TextEncoder().encode("abc");
  const digits = await sum(bytes.buffer as ArrayBuffer);
  assert.equal(digits, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
