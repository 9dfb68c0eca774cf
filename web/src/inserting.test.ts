// Where a figure goes in a text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inserted } from "./inserting.ts";

test("a figure stands where the cursor was, with blanks where words would stick to it", () => {
  assert.deepEqual(inserted("Выросло до, это много.", 10, 10, "процент"), ["Выросло до {процент}, это много.", 20]);
  assert.deepEqual(inserted("", 0, 0, "год"), ["{год}", 5]);
  assert.deepEqual(inserted("Было  стало", 5, 5, "медиана"), ["Было {медиана} стало", 14]);
  assert.deepEqual(inserted("слово", 5, 5, "год"), ["слово {год}", 11]);
});

test("a figure replaces what is selected", () => {
  assert.deepEqual(inserted("всего XX баллов", 6, 8, "баллы"), ["всего {баллы} баллов", 13]);
});
