// Waiting for a pause in typing, and the pauses between attempts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { backoff, Debounce, type Timers } from "./debounce.ts";

function clock(): Timers & { pass(ms: number): void } {
  let now = 0;
  let next = 1;
  const waiting = new Map<number, { at: number; run: () => void }>();
  return {
    set(run, ms) {
      waiting.set(next, { at: now + ms, run });
      return next++;
    },
    clear: (id) => void waiting.delete(id),
    pass(ms) {
      now += ms;
      for (const [id, { at, run }] of [...waiting]) {
        if (at > now) continue;
        waiting.delete(id);
        run();
      }
    },
  };
}

test("typing on postpones, the last call wins", () => {
  const time = clock();
  const debounce = new Debounce(600, time);
  const runs: string[] = [];
  debounce.later("2.3", () => runs.push("first"));
  time.pass(500);
  debounce.later("2.3", () => runs.push("second"));
  time.pass(500);
  assert.deepEqual(runs, []);
  time.pass(100);
  assert.deepEqual(runs, ["second"]);
});

test("keys wait apart; now runs once, cancel never", () => {
  const time = clock();
  const debounce = new Debounce(600, time);
  const runs: string[] = [];
  for (const no of ["1", "2", "3"]) debounce.later(no, () => runs.push(no));
  debounce.now("2");
  debounce.now("2");
  debounce.cancel("3");
  time.pass(600);
  assert.deepEqual(runs, ["2", "1"]);
});

test("attempts grow apart to a minute", () => {
  assert.deepEqual([1, 2, 3, 5, 6, 40].map(backoff), [2000, 4000, 8000, 32000, 60000, 60000]);
});
