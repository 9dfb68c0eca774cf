// What a key means in an answer's field, as in a spreadsheet. No page here: keys.ts does what is meant.

export type Field = "select" | "text" | "area";

export interface Pressed {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  meta: boolean;
}

/** Where the caret stands in a field; a select has none. */
export interface Caret {
  start: number;
  end: number;
  length: number;
}

export type Meaning =
  | { do: "row"; step: -1 | 1 }
  | { do: "field"; step: -1 | 1 }
  | { do: "edge"; step: -1 | 1 }
  | { do: "choose"; key: string }
  | { do: "revert" | "clear" | "edit" | "open" | "help" | "nothing" };

const ROW = { ArrowUp: -1, ArrowDown: 1 } as const;
const FIELD = { ArrowLeft: -1, ArrowRight: 1 } as const;
const EDGE = { Home: -1, End: 1 } as const;

/** Null: the browser's own way. `nothing` keeps the browser from changing a list's value by a key of movement. */
export function meaning(pressed: Pressed, field: Field, caret: Caret | null): Meaning | null {
  if (pressed.key === "F1") return { do: "help" };
  if (pressed.meta) return null;
  if (pressed.alt) return field === "select" && pressed.key in ROW ? { do: "open" } : null;
  if (pressed.key === "Escape") return { do: "revert" };
  if (pressed.key === "F2") return { do: "edit" };
  if (pressed.key === "Enter") return entered(pressed, field);
  if (pressed.ctrl) return withCtrl(pressed.key, field);
  if (pressed.shift && field !== "select") return null;
  if (field === "select") return inList(pressed.key);
  return inText(pressed.key, field, caret);
}

/** Enter goes down and Shift+Enter up; in a long text Enter begins a line, there Ctrl+Enter goes down. */
function entered(pressed: Pressed, field: Field): Meaning | null {
  if (field === "area" && !pressed.ctrl) return null;
  return { do: "row", step: pressed.shift ? -1 : 1 };
}

function withCtrl(key: string, field: Field): Meaning | null {
  if (key in EDGE) return { do: "edge", step: EDGE[key as keyof typeof EDGE] };
  const moves = field === "area" || field === "select";
  return moves && key in ROW ? { do: "row", step: ROW[key as keyof typeof ROW] } : null;
}

/** A list never changes its value by moving: only by what is typed, or opened by Alt+↓. */
function inList(key: string): Meaning | null {
  if (key in ROW) return { do: "row", step: ROW[key as keyof typeof ROW] };
  if (key in FIELD) return { do: "field", step: FIELD[key as keyof typeof FIELD] };
  if (key === "Delete" || key === "Backspace") return { do: "clear" };
  if (key === "?") return { do: "help" };
  if (["Home", "End", "PageUp", "PageDown"].includes(key)) return { do: "nothing" };
  return key.length === 1 && key !== " " ? { do: "choose", key } : null;
}

function inText(key: string, field: Field, caret: Caret | null): Meaning | null {
  const isStart = caret !== null && caret.start === 0 && caret.end === 0;
  const isEnd = caret !== null && caret.start === caret.length && caret.end === caret.length;
  const isWhole = caret !== null && caret.length > 0 && caret.start === 0 && caret.end === caret.length;
  if (key in ROW) {
    const step = ROW[key as keyof typeof ROW];
    const leaves = field === "text" || (step < 0 ? isStart : isEnd);
    return leaves ? { do: "row", step } : null;
  }
  if (key === "ArrowLeft" && (isStart || isWhole)) return { do: "field", step: -1 };
  if (key === "ArrowRight" && (isEnd || isWhole)) return { do: "field", step: 1 };
  return null;
}
