// Moving over a sheet as over a spreadsheet: does what moves.ts says a key means, and shows the card of keys.

import { keyChoice } from "./choices.ts";
import { meaning, type Caret, type Field, type Meaning } from "./moves.ts";
import { pasted } from "./pasting.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function startKeys(): void {
  for (const table of document.querySelectorAll<HTMLElement>("[data-sheet]")) {
    const opened = new WeakSet<HTMLSelectElement>();
    table.addEventListener("keydown", (event) => pressed(table, opened, event));
    table.addEventListener("focusin", (event) => mark(table, event.target));
    table.addEventListener("mousedown", (event) => toggle(opened, event.target));
    for (const name of ["change", "focusout"]) {
      table.addEventListener(name, (event) => {
        if (event.target instanceof HTMLSelectElement) opened.delete(event.target);
      });
    }
    // With a list in focus browsers give the event to the body.
    document.addEventListener("paste", (event) => pasted(table, event));
  }
  for (const button of document.querySelectorAll("[data-keys-open]")) button.addEventListener("click", help);
}

function pressed(table: HTMLElement, opened: WeakSet<HTMLSelectElement>, event: KeyboardEvent): void {
  const control = controlOf(event.target);
  if (!control || event.isComposing) return;
  if (control instanceof HTMLSelectElement && isOpen(opened, control)) {
    // An open list has its own keys.
    if (["Enter", "Escape", "Tab"].includes(event.key)) opened.delete(control);
    return;
  }
  const { key, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event;
  const meant = meaning({ key, ctrl, shift, alt, meta }, fieldOf(control), caretOf(control));
  if (!meant) {
    if (control instanceof HTMLSelectElement && [" ", "F4"].includes(key)) opened.add(control);
    return;
  }
  if (meant.do === "open" && control instanceof HTMLSelectElement) {
    opened.add(control);
    return;
  }
  if (act(table, control, meant)) event.preventDefault();
  if (meant.do === "revert" && event.defaultPrevented) event.stopPropagation();
}

/** Does what is meant; false leaves the key to the browser. */
function act(table: HTMLElement, control: Control, meant: Meaning): boolean {
  if (meant.do === "row") return go(along(table, control, meant.step)) || true;
  if (meant.do === "edge") return go(outermost(table, control, meant.step)) || true;
  if (meant.do === "field") return go(beside(control, meant.step)) || control instanceof HTMLSelectElement;
  if (meant.do === "help") return help();
  if (meant.do === "edit") return edit(control);
  if (meant.do === "revert") return revert(control);
  if (meant.do === "clear" && control instanceof HTMLSelectElement) return set(control, "");
  if (meant.do === "choose" && control instanceof HTMLSelectElement) {
    const options = [...control.options].map((one) => ({ value: one.value, label: one.text }));
    const chosen = keyChoice(options, meant.key);
    return chosen === null ? meant.key.trim() !== "" : set(control, chosen);
  }
  return meant.do === "nothing";
}

function set(control: HTMLSelectElement, value: string): boolean {
  if (control.value !== value) {
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return true;
}

/** Asks the sheet for the value last saved; it says by refusing the event that it has put it back. */
function revert(control: Control): boolean {
  return !control.dispatchEvent(new CustomEvent("sheet:revert", { bubbles: true, cancelable: true }));
}

/** F2: the caret at the end of what stands there; a list opens. */
function edit(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    if (!("showPicker" in control)) return true;
    try {
      control.showPicker();
    } catch {
      // Not every browser lets a key open a list.
    }
    return true;
  }
  control.setSelectionRange(control.value.length, control.value.length);
  return true;
}

function help(): boolean {
  const card = document.querySelector<HTMLDialogElement>("dialog[data-keys]");
  if (card && !card.open) card.showModal();
  return card !== null;
}

function go(next: Control | null): boolean {
  if (!next) return false;
  next.focus();
  if (next instanceof HTMLInputElement) next.select();
  return true;
}

/** The same column of the next row that has one, else that row's first field. */
function along(table: HTMLElement, control: Control, step: -1 | 1): Control | null {
  const rows = filled(table);
  const here = rows.findIndex((row) => row.contains(control));
  return here < 0 ? null : column(rows[here + step], control);
}

function outermost(table: HTMLElement, control: Control, step: -1 | 1): Control | null {
  return column(filled(table).at(step < 0 ? 0 : -1), control);
}

function column(row: Element | undefined, control: Control): Control | null {
  if (!row) return null;
  return controls(row).find((other) => other.name === control.name) ?? controls(row)[0] ?? null;
}

function beside(control: Control, step: -1 | 1): Control | null {
  const row = control.closest("tr[data-row]");
  const all = row ? controls(row) : [];
  return all[all.indexOf(control) + step] ?? null;
}

function filled(table: HTMLElement): HTMLElement[] {
  return [...table.querySelectorAll<HTMLElement>("tr[data-row]")].filter((row) => controls(row).length > 0);
}

function mark(table: HTMLElement, target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest("tr[data-row]") : null;
  if (!row) return;
  for (const other of table.querySelectorAll(".sheet-current")) if (other !== row) other.classList.remove("sheet-current");
  row.classList.add("sheet-current");
}

/** Whether the list hangs open: as the browser says, else as the last click or key leaves it. */
function isOpen(opened: WeakSet<HTMLSelectElement>, control: HTMLSelectElement): boolean {
  try {
    return control.matches(":open");
  } catch {
    return opened.has(control);
  }
}

function toggle(opened: WeakSet<HTMLSelectElement>, target: EventTarget | null): void {
  if (!(target instanceof HTMLSelectElement)) return;
  if (!opened.delete(target)) opened.add(target);
}

function controls(row: Element): Control[] {
  return [...row.querySelectorAll<Control>(".sheet-value :is(input:not([type=hidden]), select, textarea)")];
}

function controlOf(target: EventTarget | null): Control | null {
  const known = target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  return known && target.closest("form[data-answer]") ? target : null;
}

function fieldOf(control: Control): Field {
  if (control instanceof HTMLSelectElement) return "select";
  return control instanceof HTMLTextAreaElement ? "area" : "text";
}

function caretOf(control: Control): Caret | null {
  if (control instanceof HTMLSelectElement) return null;
  const { selectionStart: start, selectionEnd: end } = control;
  return start === null || end === null ? null : { start, end, length: control.value.length };
}
