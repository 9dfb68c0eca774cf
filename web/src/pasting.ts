// Lays a pasted range over the sheet on the page: every answer goes the way of a typed one, and all of it can be undone.

import { cells, plan, summary, type Input, type Plan, type Row } from "./paste.ts";
import * as rows from "./rows.ts";

/** One field takes one cell by itself; a range, or a cell for a list, is laid over rows. */
export function pasted(table: HTMLElement, event: ClipboardEvent): void {
  const active = document.activeElement;
  const row = active?.closest<HTMLElement>("tr[data-row]") ?? null;
  if (!active || !row || !table.contains(row) || active instanceof HTMLTextAreaElement) return;
  const block = cells(event.clipboardData?.getData("text/plain") ?? "");
  const isOne = block.length < 2 && (block[0]?.length ?? 0) < 2;
  const isField = active instanceof HTMLInputElement || active instanceof HTMLSelectElement;
  if (block.length === 0 || !isField || (isOne && active instanceof HTMLInputElement)) return;
  event.preventDefault();
  const all = [...table.querySelectorAll<HTMLElement>("tr[data-row]")];
  const made = plan(all.map(rowOf), all.indexOf(row), block);
  const before = lay(table, made);
  tell(table, made, before);
}

function rowOf(row: HTMLElement): Row {
  const list = row.querySelector<HTMLSelectElement>('select[name="value"]');
  const options = [...(list?.options ?? [])].map((one) => ({ value: one.value, label: one.text }));
  const input = row.querySelector("form[data-answer]") ? ((row.dataset["input"] ?? "none") as Input) : "none";
  return { no: row.dataset["row"] ?? "", input, options };
}

/** Fills the forms and lets them be saved; what they held before is given back. */
function lay(table: HTMLElement, made: Pick<Plan, "puts">): Plan["puts"] {
  const before: Plan["puts"] = [];
  for (const put of made.puts) {
    const form = rows.answerForm(table, put.no);
    if (!form) continue;
    before.push({ no: put.no, fields: rows.typed(form) });
    rows.fill(form, put.fields);
    form.querySelector("[name=value]")?.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return before;
}

function tell(table: HTMLElement, made: Plan, before: Plan["puts"]): void {
  const place = document.querySelector<HTMLElement>("[data-pasted]");
  if (!place) return;
  const words = document.createElement("p");
  words.textContent = summary(made);
  place.replaceChildren(words);
  if (before.length > 0) {
    place.append(button("Отменить вставку", () => {
      lay(table, { puts: before });
      place.replaceChildren();
    }));
  }
  place.append(button("Закрыть", () => place.replaceChildren()));
}

function button(label: string, pressed: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-secondary button-small";
  made.textContent = label;
  made.addEventListener("click", pressed);
  return made;
}
