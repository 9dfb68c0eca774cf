// Unsent edits: whose they are, when they go, what happens when the browser refuses.

import assert from "node:assert/strict";
import { test } from "node:test";

import { memoryOnly, sameFields, Unsent, wipe, type KeyStore } from "./unsent.ts";

function memory(): KeyStore {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const edit = (value: string) => ({ fields: { value }, version: "3", at: 1 });

test("an edit comes back to the one who typed it", () => {
  const store = memory();
  new Unsent(store, "7", "100").keep("2.3", edit("17"));
  assert.deepEqual(new Unsent(store, "7", "100").all(), new Map([["2.3", edit("17")]]));
  assert.equal(store.key(0), "metodset:7:100:2.3");
});

test("another person and another sheet never see it", () => {
  const store = memory();
  new Unsent(store, "7", "100").keep("2.3", edit("17"));
  assert.equal(new Unsent(store, "70", "100").all().size, 0);
  assert.equal(new Unsent(store, "7", "10").all().size, 0);
  assert.equal(new Unsent(store, "8", "100").get("2.3"), null);
});

test("a confirmed edit is forgotten, a later one stays", () => {
  const unsent = new Unsent(memory(), "7", "100");
  unsent.keep("2.3", edit("18"));
  unsent.forgetIfSame("2.3", { value: "17" });
  assert.deepEqual(unsent.get("2.3"), edit("18"));
  unsent.forgetIfSame("2.3", { value: "18" });
  assert.equal(unsent.get("2.3"), null);
});

test("sign-out wipes everybody's edits and nothing else", () => {
  const store = memory();
  store.setItem("other", "1");
  new Unsent(store, "7", "100").keep("2.3", edit("17"));
  new Unsent(store, "8", "100").keep("2.4", edit("1"));
  wipe(store);
  assert.equal(store.length, 1);
  assert.equal(store.getItem("other"), "1");
});

test("a full store is admitted, a spoilt entry is ignored", () => {
  const store = memory();
  const full: KeyStore = { ...store, setItem: () => { throw new Error("quota"); } };
  assert.equal(new Unsent(full, "7", "100").keep("2.3", edit("17")), false);
  store.setItem("metodset:7:100:2.3", "{broken");
  assert.equal(new Unsent(store, "7", "100").all().size, 0);
});

test("without a store the edit lives as long as the page, and the person is told", () => {
  const unsent = new Unsent(memoryOnly(), "7", "100");
  assert.equal(unsent.keep("2.3", edit("17")), false);
  assert.deepEqual(unsent.get("2.3"), edit("17"));
});

test("fields are the same only with the same names and values", () => {
  assert.ok(sameFields({ a: "1", b: "2" }, { b: "2", a: "1" }));
  assert.ok(!sameFields({ a: "1" }, { a: "1", b: "2" }));
  assert.ok(!sameFields({ a: "1" }, { b: "1" }));
});
