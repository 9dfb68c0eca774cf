// Waits until somebody has stopped typing.

export interface Timers {
  set(run: () => void, ms: number): number;
  clear(id: number): void;
}

export const browserTimers: Timers = {
  set: (run, ms) => globalThis.setTimeout(run, ms) as unknown as number,
  clear: (id) => globalThis.clearTimeout(id),
};

/** One pending call per key: a later call for the same key replaces the earlier one. */
export class Debounce {
  readonly #waiting = new Map<string, { timer: number; run: () => void }>();

  constructor(
    private readonly ms: number,
    private readonly timers: Timers = browserTimers,
  ) {}

  later(key: string, run: () => void): void {
    this.cancel(key);
    const timer = this.timers.set(() => {
      this.#waiting.delete(key);
      run();
    }, this.ms);
    this.#waiting.set(key, { timer, run });
  }

  /** Runs what waits under the key at once, if anything does. */
  now(key: string): void {
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    this.cancel(key);
    waiting.run();
  }

  cancel(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting) this.timers.clear(waiting.timer);
    this.#waiting.delete(key);
  }
}

/** Pause before the attempt number `attempt` (from 1): 2, 4, 8 … 60 seconds. */
export function backoff(attempt: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.max(1, attempt));
}
