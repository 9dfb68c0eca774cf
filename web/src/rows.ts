// The rows of a sheet on the page: reading and filling an answer's form, replacing a row without losing the focus.

export type Fields = Record<string, string>;

const SERVICE = new Set(["_csrf", "version", "_unseen"]);

export function answerForm(table: ParentNode, no: string): HTMLFormElement | null {
  return table.querySelector<HTMLFormElement>(`tr[data-row="${CSS.escape(no)}"] form[data-answer]`);
}

/** What a person typed: everything in the form but the token and the version. */
export function typed(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!SERVICE.has(name) && typeof value === "string") fields[name] = value;
  }
  return fields;
}

export function fill(form: HTMLFormElement, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) control.checked = control.value === value;
    else if (control && "value" in control) control.value = value;
  }
}

export function version(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('input[name="version"]')?.value ?? "";
}

export function setVersion(form: HTMLFormElement, value: string): void {
  const input = form.querySelector<HTMLInputElement>('input[name="version"]');
  if (input) input.value = value;
}

/** Puts a fresh `<tr>` in place of the old one; the focus and the caret stay where they were. */
export function replaceRow(table: ParentNode, no: string, html: string): void {
  const old = table.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(no)}"]`);
  const fresh = parse(html);
  if (!old || !fresh) return;
  const active = document.activeElement;
  const held = active instanceof HTMLElement && old.contains(active) ? active : null;
  const name = held?.getAttribute("name");
  const caret = held instanceof HTMLInputElement || held instanceof HTMLTextAreaElement ? held.selectionStart : null;
  fresh.classList.toggle("sheet-current", old.classList.contains("sheet-current"));
  clearConflict(table, no);
  old.replaceWith(fresh);
  if (!held) return;
  const next = fresh.querySelector<HTMLElement>(name ? `[name="${CSS.escape(name)}"]` : "a, select, input, textarea");
  next?.focus({ preventScroll: true });
  if (caret !== null && (next instanceof HTMLInputElement || next instanceof HTMLTextAreaElement)) next.setSelectionRange(caret, caret);
}

/** Shows the two values in a row of their own under the answer. */
export function showConflict(table: ParentNode, no: string, html: string): void {
  const row = table.querySelector<HTMLTableRowElement>(`tr[data-row="${CSS.escape(no)}"]`);
  if (!row) return;
  clearConflict(table, no);
  const holder = document.createElement("tr");
  holder.className = "sheet-conflict";
  holder.dataset["conflictOf"] = no;
  const cell = holder.insertCell();
  cell.colSpan = row.cells.length;
  cell.innerHTML = html;
  row.after(holder);
  holder.scrollIntoView({ block: "nearest" });
}

export function clearConflict(table: ParentNode, no: string): void {
  table.querySelector(`tr[data-conflict-of="${CSS.escape(no)}"]`)?.remove();
}

export function hasConflict(table: ParentNode, no: string): boolean {
  return table.querySelector(`tr[data-conflict-of="${CSS.escape(no)}"]`) !== null;
}

/** Says under the indicator what is wrong; "" takes it away. A link may follow the words. */
export function trouble(table: ParentNode, no: string, text: string, link?: { label: string; url: string }): void {
  const place = table.querySelector(`tr[data-row="${CSS.escape(no)}"] [data-trouble]`);
  if (!place) return;
  place.textContent = text;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.href = link.url;
  anchor.textContent = link.label;
  place.append(" ", anchor);
}

export function replaceFooter(html: string): void {
  const old = document.querySelector("[data-sheet-footer]");
  const fresh = parse(html);
  if (!old || !fresh) return;
  // The words about saving stay the same element: a fresh one would not be read aloud.
  const saved = old.querySelector("[data-saved]");
  if (saved) fresh.querySelector("[data-saved]")?.replaceWith(saved);
  old.replaceWith(fresh);
}

export function replaceSums(table: ParentNode, sums: Record<string, string>): void {
  for (const [no, text] of Object.entries(sums)) {
    const cell = table.querySelector(`[data-criterion="${CSS.escape(no)}"]`);
    if (cell) cell.textContent = text;
  }
}

function parse(html: string): HTMLElement | null {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const first = holder.content.firstElementChild;
  return first instanceof HTMLElement ? first : null;
}
