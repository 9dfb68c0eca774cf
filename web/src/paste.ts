// A range copied from Excel laid over the rows of a sheet: what goes where, what does not fit, and the words about it.

import { choice, isAbsent, type Option } from "./choices.ts";

export type Input = "choice" | "number" | "share" | "dynamics" | "text" | "none";

export interface Row {
  no: string;
  input: Input;
  options: Option[];
}

export interface Plan {
  puts: { no: string; fields: Record<string, string> }[];
  misfits: { no: string; text: string }[];
  /** Lines for which the table has no row any more. */
  over: string[];
}

/** A range as Excel puts it on the clipboard: cells parted by tabs, a cell with a line break or a quote in quotes. */
export function cells(text: string): string[][] {
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (plain === "") return [];
  const lines: string[][] = [[]];
  let rest = plain;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
    const cell = quoted?.[0] ?? /^[^\t\n]*/.exec(rest)?.[0] ?? "";
    lines.at(-1)?.push(quoted?.[1]?.replace(/""/g, '"') ?? cell);
    const end = rest.charAt(cell.length);
    if (end === "") return lines;
    if (end === "\n") lines.push([]);
    rest = rest.slice(cell.length + 1);
  }
}

/** Row by row from the row `from`; a first column that holds numbers of indicators leads each line to its own row. */
export function plan(rows: Row[], from: number, block: string[][]): Plan {
  const made: Plan = { puts: [], misfits: [], over: [] };
  const filled = block.filter((line) => line.some((cell) => cell.trim() !== ""));
  const named = new Map(rows.map((row) => [row.no, row]));
  const isNumbered = filled.length > 0 && filled.every((line) => line.length > 1 && named.has(number(line)));
  if (isNumbered) {
    for (const line of filled) lay(made, named.get(number(line)), line.slice(1));
    return made;
  }
  block.forEach((line, index) => lay(made, rows[from + index], line));
  return made;
}

function number(line: string[]): string {
  return (line[0] ?? "").trim();
}

function lay(made: Plan, row: Row | undefined, line: string[]): void {
  const words = line.map((cell) => cell.replace(/\u00a0/g, " ").trim());
  // «нет ответа» is what the table itself shows where nothing stands.
  if (words.every((word) => word === "" || word.toLowerCase() === "нет ответа")) return;
  if (!row) {
    made.over.push(words.filter(Boolean).join(" · "));
    return;
  }
  const fields = fieldsOf(row, words[0] ?? "", words[1] ?? "");
  if (!fields) {
    made.misfits.push({ no: row.no, text: words.filter(Boolean).join(" · ") });
    return;
  }
  made.puts.push({ no: row.no, fields });
  const taken = "second" in fields && words.length > 1 ? 2 : 1;
  const extra = words.slice(taken).filter(Boolean);
  if (extra.length > 0) made.misfits.push({ no: row.no, text: extra.join(" · ") });
}

/** What the row's fields would hold; null when the words do not fit it. */
function fieldsOf(row: Row, first: string, second: string): Record<string, string> | null {
  if (row.input === "none" || first === "") return null;
  if (row.input === "choice") {
    const value = choice(row.options, first);
    return value === null ? null : { value };
  }
  if (row.input === "text") return { value: first };
  if (isAbsent(first)) return row.input === "number" ? { value: "нет" } : { value: "нет", second: "" };
  if (row.input === "number") {
    const value = decimal(first);
    return value === null ? null : { value };
  }
  return pair(row.input, first, second);
}

/** «12 из 15», «12/15», «12 (было 10)», or two columns. */
function pair(input: "share" | "dynamics", first: string, second: string): Record<string, string> | null {
  const parting = input === "share" ? /^(.+?)\s*(?:из|\/)\s*(.+)$/i : /^(.+?)\s*\(?\s*было\s*(.+?)\)?$/i;
  const [, one, other] = second === "" ? (parting.exec(first) ?? [null, first, ""]) : [null, first, second];
  const [value, beside] = [decimal(one ?? ""), decimal(other ?? "")];
  if (value === null) return null;
  if (beside !== null) return { value, second: beside };
  return input === "dynamics" && (other ?? "") === "" ? { value } : null;
}

/** A number as people write it, as the field shows it: «1 234,5» → «1234,5». */
function decimal(text: string): string | null {
  const bare = text.replace(/\s/g, "").replace(".", ",");
  return /^[-−]?\d{1,15}(,\d{1,15})?$/.test(bare) ? bare.replace("−", "-") : null;
}

/** «Вставлено 12, не подошло 2: 3.4 «возможно», 3.7 «?». Лишних строк 1: «да».» */
export function summary(made: Plan): string {
  const said = [`Вставлено ${made.puts.length}`];
  if (made.misfits.length > 0) {
    said.push(`не подошло ${made.misfits.length}: ${made.misfits.map((one) => `${one.no} «${one.text}»`).join(", ")}`);
  }
  const over = made.over.length > 0 ? ` Строк больше, чем в таблице, на ${made.over.length}: ${made.over.map((text) => `«${text}»`).join(", ")}.` : "";
  return `${said.join(", ")}.${over}`;
}
