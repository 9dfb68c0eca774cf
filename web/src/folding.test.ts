// How many cards of a long list a phone shows, and what the button says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { atFirst, more, words } from "./folding.ts";

test("a short list is not folded", () => {
  assert.equal(atFirst(0), 0);
  assert.equal(atFirst(15), 15);
  assert.equal(atFirst(16), 10);
  assert.equal(atFirst(50), 10);
});

test("the last few come with the others", () => {
  assert.equal(more(50, 10), 30);
  assert.equal(more(50, 30), 50);
  assert.equal(more(35, 10), 35);
  assert.equal(more(36, 10), 30);
  assert.equal(more(16, 10), 16);
});

test("the button says how many come", () => {
  assert.equal(words(50, 10), "Показать ещё 20 из 40");
  assert.equal(words(50, 30), "Показать остальные: 20");
});
