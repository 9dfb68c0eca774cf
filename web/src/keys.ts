// Moving over a sheet as over a spreadsheet: Enter and the arrows go from row to row, a block pasted from Excel fills
// the rows below.

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function startKeys(): void {
  for (const table of document.querySelectorAll<HTMLElement>("[data-sheet]")) {
    table.addEventListener("keydown", (event) => moved(table, event));
    table.addEventListener("paste", (event) => pasted(table, event));
    table.addEventListener("focusin", (event) => mark(table, event.target));
  }
}

function moved(table: HTMLElement, event: KeyboardEvent): void {
  const control = controlOf(event.target);
  if (!control || event.isComposing || event.altKey || event.metaKey || event.shiftKey) return;
  const step = stepOf(event, control);
  if (step === 0) return;
  const next = along(table, control, step);
  event.preventDefault();
  if (!next) return;
  next.focus();
  if (next instanceof HTMLInputElement) next.select();
}

/** Long texts need the arrows and Enter themselves: there Ctrl moves. A list is opened by Alt or by its first letter. */
function stepOf(event: KeyboardEvent, control: Control): -1 | 0 | 1 {
  const own = control instanceof HTMLTextAreaElement;
  if (event.key === "Enter") return own && !event.ctrlKey ? 0 : 1;
  if (own && !event.ctrlKey) return 0;
  if (event.key === "ArrowDown") return 1;
  return event.key === "ArrowUp" ? -1 : 0;
}

/** The same column of the next row that has one, else that row's first field. */
function along(table: HTMLElement, control: Control, step: -1 | 1): Control | null {
  const rows = [...table.querySelectorAll<HTMLElement>("tr[data-row]")].filter((row) => controls(row).length > 0);
  const here = rows.findIndex((row) => row.contains(control));
  const row = rows[here + step];
  if (here < 0 || !row) return null;
  return controls(row).find((other) => other.name === control.name) ?? controls(row)[0] ?? null;
}

function pasted(table: HTMLElement, event: ClipboardEvent): void {
  let control: Control | null = controlOf(event.target);
  const block = cells(event.clipboardData?.getData("text/plain") ?? "");
  const single = block.length < 2 && (block[0]?.length ?? 0) < 2;
  if (!control || control instanceof HTMLTextAreaElement || single) return;
  event.preventDefault();
  for (const line of block) {
    if (!control) break;
    const row: Element | null = control.closest("tr[data-row]");
    const all: Control[] = row ? controls(row) : [];
    const from = Math.max(0, all.indexOf(control));
    line.forEach((text, index) => put(all[from + index], text));
    control = along(table, control, 1);
  }
}

function put(control: Control | undefined, text: string): void {
  if (!control) return;
  if (control instanceof HTMLSelectElement) {
    const wanted = text.trim().toLowerCase();
    const option = [...control.options].find((one) => [one.value, one.text].some((name) => name.trim().toLowerCase() === wanted));
    if (!option) return;
    control.value = option.value;
  } else control.value = text.trim();
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A block as Excel puts it on the clipboard: lines of cells parted by tabs, a last empty line is no line. */
export function cells(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  return lines === "" ? [] : lines.split("\n").map((line) => line.split("\t"));
}

function mark(table: HTMLElement, target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest("tr[data-row]") : null;
  if (!row) return;
  for (const other of table.querySelectorAll(".sheet-current")) if (other !== row) other.classList.remove("sheet-current");
  row.classList.add("sheet-current");
}

function controls(row: Element): Control[] {
  return [...row.querySelectorAll<Control>("input:not([type=hidden]), select, textarea")];
}

function controlOf(target: EventTarget | null): Control | null {
  const known = target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  return known && target.closest("form[data-answer]") ? target : null;
}
