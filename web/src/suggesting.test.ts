// The arrows lead from the box through the list and back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { moved } from "./suggesting.ts";

test("arrows stay between the box and the last line", () => {
  assert.equal(moved(-1, "ArrowDown", 3), 0);
  assert.equal(moved(2, "ArrowDown", 3), 2);
  assert.equal(moved(0, "ArrowUp", 3), -1);
  assert.equal(moved(-1, "ArrowUp", 3), -1);
  assert.equal(moved(1, "a", 3), 1);
});
