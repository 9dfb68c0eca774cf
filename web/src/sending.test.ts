// What every reply of the server means for the one who is typing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { outcome, send } from "./sending.ts";

test("a saved answer brings its row, the total and the next version", () => {
  const reply = JSON.stringify({ row: "<tr></tr>", footer: "<div></div>", version: 4 });
  assert.deepEqual(outcome(200, false, reply), { kind: "saved", row: "<tr></tr>", footer: "<div></div>", version: "4" });
});

test("an ended session is told by 401 and by a redirect to the sign-in page", () => {
  assert.deepEqual(outcome(401, false, ""), { kind: "signed-out" });
  assert.deepEqual(outcome(0, true, ""), { kind: "signed-out" });
});

test("a conflict comes as JSON or as bare html", () => {
  assert.deepEqual(outcome(409, false, '{"conflict":"<p>1</p>"}'), { kind: "conflict", html: "<p>1</p>" });
  assert.deepEqual(outcome(409, false, "<p>2</p>"), { kind: "conflict", html: "<p>2</p>" });
});

test("only what may pass by itself is tried again", () => {
  assert.deepEqual([429, 500, 503].map((status) => outcome(status, false, "").kind), ["offline", "offline", "offline"]);
  assert.deepEqual(outcome(403, false, '{"detail":"Таблица отправлена"}'), { kind: "refused", text: "Таблица отправлена" });
  assert.deepEqual(outcome(422, false, '{"error":"Число"}'), { kind: "invalid", text: "Число" });
});

test("a lost line is no failure of the person", async () => {
  const broken = () => Promise.reject(new TypeError("network"));
  assert.deepEqual(await send(broken, "/x", { value: "1" }), { kind: "offline" });
});

test("what is sent is a form with the header the server asks for", async () => {
  let seen: RequestInit | undefined;
  await send((_, init) => Promise.resolve(((seen = init), new Response("{}"))), "/x", { value: "7,5", version: "3" });
  assert.equal(String(seen?.body), "value=7%2C5&version=3");
  assert.equal(new Headers(seen?.headers).get("X-Requested-With"), "fetch");
});
