// Files over the limit.

import assert from "node:assert/strict";
import { test } from "node:test";

import { tooBig } from "./files.ts";

test("a file over the limit is named with both sizes", () => {
  assert.equal(tooBig([{ name: "а.pdf", size: 20 * 1024 * 1024 }], 20), "");
  assert.match(tooBig([{ name: "а.pdf", size: 20 * 1024 * 1024 + 1 }], 20), /«а\.pdf» – 20,1\u00a0МБ, а принимаем до 20\u00a0МБ/);
});
