// Keys in an answer's field: where they lead, and that a list never changes by moving.

import assert from "node:assert/strict";
import { test } from "node:test";

import { meaning, type Caret, type Field } from "./moves.ts";

const caret = (start: number, end: number, length: number): Caret => ({ start, end, length });

function press(keys: string, field: Field = "select", at: Caret | null = null) {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const held = (name: string) => parts.slice(0, -1).includes(name);
  return meaning({ key, ctrl: held("Ctrl"), shift: held("Shift"), alt: held("Alt"), meta: held("Meta") }, field, at);
}

test("arrows in a list move and never choose", () => {
  assert.deepEqual(press("ArrowDown"), { do: "row", step: 1 });
  assert.deepEqual(press("ArrowUp"), { do: "row", step: -1 });
  assert.deepEqual(press("ArrowLeft"), { do: "field", step: -1 });
  assert.deepEqual(press("ArrowRight"), { do: "field", step: 1 });
  for (const key of ["Home", "End", "PageUp", "PageDown"]) assert.deepEqual(press(key), { do: "nothing" });
  assert.deepEqual(press("Alt+ArrowDown"), { do: "open" });
});

test("letters choose in a list, Delete clears it, a blank and Tab are the browser's", () => {
  assert.deepEqual(press("е"), { do: "choose", key: "е" });
  assert.deepEqual(press("Shift+Н"), { do: "choose", key: "Н" });
  assert.deepEqual(press("Delete"), { do: "clear" });
  assert.equal(press(" "), null);
  assert.equal(press("Tab"), null);
  assert.equal(press("Ctrl+c"), null);
});

test("Enter goes down, Shift+Enter up; a long text keeps its Enter", () => {
  for (const field of ["select", "text"] as const) {
    assert.deepEqual(press("Enter", field), { do: "row", step: 1 });
    assert.deepEqual(press("Shift+Enter", field), { do: "row", step: -1 });
  }
  assert.equal(press("Enter", "area"), null);
  assert.deepEqual(press("Ctrl+Enter", "area"), { do: "row", step: 1 });
});

test("the caret leaves a field only at its edge", () => {
  assert.equal(press("ArrowLeft", "text", caret(1, 1, 3)), null);
  assert.deepEqual(press("ArrowLeft", "text", caret(0, 0, 3)), { do: "field", step: -1 });
  assert.deepEqual(press("ArrowRight", "text", caret(3, 3, 3)), { do: "field", step: 1 });
  assert.deepEqual(press("ArrowRight", "text", caret(0, 3, 3)), { do: "field", step: 1 });
  assert.deepEqual(press("ArrowRight", "text", caret(0, 0, 0)), { do: "field", step: 1 });
  assert.equal(press("Shift+ArrowRight", "text", caret(3, 3, 3)), null);
});

test("a long text is left up and down from its ends, or with Ctrl", () => {
  assert.equal(press("ArrowDown", "area", caret(1, 1, 3)), null);
  assert.deepEqual(press("ArrowDown", "area", caret(3, 3, 3)), { do: "row", step: 1 });
  assert.deepEqual(press("ArrowUp", "area", caret(0, 0, 3)), { do: "row", step: -1 });
  assert.deepEqual(press("Ctrl+ArrowUp", "area", caret(2, 2, 3)), { do: "row", step: -1 });
  assert.deepEqual(press("ArrowDown", "text", caret(1, 1, 3)), { do: "row", step: 1 });
});

test("Ctrl+Home and Ctrl+End lead to the first and the last row, plain Home stays in a text", () => {
  assert.deepEqual(press("Ctrl+Home", "text", caret(1, 1, 3)), { do: "edge", step: -1 });
  assert.deepEqual(press("Ctrl+End"), { do: "edge", step: 1 });
  assert.equal(press("Home", "text", caret(1, 1, 3)), null);
});

test("Escape takes back, F2 edits, F1 and ? help", () => {
  assert.deepEqual(press("Escape", "text"), { do: "revert" });
  assert.deepEqual(press("F2"), { do: "edit" });
  assert.deepEqual(press("F1", "area"), { do: "help" });
  assert.deepEqual(press("?"), { do: "help" });
  assert.equal(press("?", "text", caret(0, 0, 0)), null);
});
