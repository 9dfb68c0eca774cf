// What a tick of all says of the ticks under it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { whole } from "./whole.ts";

test("a tick of all stands when every one stands", () => {
  assert.equal(whole([]), "none");
  assert.equal(whole([false, false]), "none");
  assert.equal(whole([true, false]), "some");
  assert.equal(whole([true, true]), "all");
});
