// Files over the limit and blocks pasted from Excel.

import assert from "node:assert/strict";
import { test } from "node:test";

import { tooBig } from "./files.ts";
import { cells } from "./keys.ts";

test("a file over the limit is named with both sizes", () => {
  assert.equal(tooBig([{ name: "а.pdf", size: 20 * 1024 * 1024 }], 20), "");
  assert.match(tooBig([{ name: "а.pdf", size: 20 * 1024 * 1024 + 1 }], 20), /«а\.pdf» – 20,1\u00a0МБ, а принимаем до 20\u00a0МБ/);
});

test("a block from Excel is lines of cells", () => {
  assert.deepEqual(cells("1\t2\r\n3\t4\r\n"), [["1", "2"], ["3", "4"]]);
  assert.deepEqual(cells("1\n\n3"), [["1"], [""], ["3"]]);
  assert.deepEqual(cells(""), []);
});
