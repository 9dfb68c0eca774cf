// Edits the server has not confirmed yet, kept in the browser under `metodset:{person}:{sheet}:{no}`.
// They are given back only to the person who typed them and are wiped at sign-out.

const PREFIX = "metodset:";

/** What was typed into one answer, and the version it was typed over. */
export interface Edit {
  fields: Record<string, string>;
  version: string;
  at: number;
}

export type KeyStore = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The browser's store; where it is forbidden, the memory of this page, which refuses aloud but remembers until closed. */
export function browserStore(): KeyStore {
  try {
    void localStorage.length;
    return localStorage;
  } catch {
    return memoryOnly();
  }
}

export function memoryOnly(): KeyStore {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    removeItem: (key) => void map.delete(key),
    setItem(key, value) {
      map.set(key, value);
      throw new Error("kept in memory only");
    },
  };
}

export class Unsent {
  readonly #prefix: string;

  constructor(
    private readonly store: KeyStore,
    person: string,
    sheet: string,
  ) {
    this.#prefix = `${PREFIX}${person}:${sheet}:`;
  }

  /** False when the browser would not take it (a full or forbidden store): the words on screen must say so. */
  keep(no: string, edit: Edit): boolean {
    try {
      this.store.setItem(this.#prefix + no, JSON.stringify(edit));
      return true;
    } catch {
      return false;
    }
  }

  get(no: string): Edit | null {
    const text = this.store.getItem(this.#prefix + no);
    return text === null ? null : parse(text);
  }

  forget(no: string): void {
    this.store.removeItem(this.#prefix + no);
  }

  /** Forgets only what has been confirmed: a later edit of the same answer stays. */
  forgetIfSame(no: string, sent: Record<string, string>): void {
    const kept = this.get(no);
    if (kept && sameFields(kept.fields, sent)) this.forget(no);
  }

  all(): Map<string, Edit> {
    const found = new Map<string, Edit>();
    for (const key of keys(this.store)) {
      if (!key.startsWith(this.#prefix)) continue;
      const no = key.slice(this.#prefix.length);
      const edit = this.get(no);
      if (edit) found.set(no, edit);
    }
    return found;
  }
}

/** Removes every unsent edit of everybody in this browser. */
export function wipe(store: KeyStore): void {
  for (const key of keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

export function sameFields(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function keys(store: KeyStore): string[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index)).filter((key) => key !== null);
}

function parse(text: string): Edit | null {
  try {
    const edit = JSON.parse(text) as Partial<Edit>;
    const whole = typeof edit.fields === "object" && edit.fields !== null && typeof edit.version === "string";
    return whole ? { fields: edit.fields as Record<string, string>, version: edit.version as string, at: edit.at ?? 0 } : null;
  } catch {
    return null;
  }
}
