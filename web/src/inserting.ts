// A figure goes where the cursor stands in the text; without scripts the form puts it at the end.

/** The text with a named figure put over the selection, and where the cursor stands after it. */
export function inserted(text: string, from: number, to: number, name: string): [string, number] {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const mark = `{${name}}`;
  const gap = before !== "" && !/[\s(«]$/.test(before) ? " " : "";
  const tail = after !== "" && !/^[\s.,;:!?)»]/.test(after) ? " " : "";
  return [`${before}${gap}${mark}${tail}${after}`, before.length + gap.length + mark.length];
}

export function startInserting(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-insert]")) {
    const form = button.form;
    const area = form?.querySelector<HTMLTextAreaElement>("textarea");
    const list = form?.querySelector<HTMLSelectElement>(`[name=${button.dataset["insert"] ?? ""}]`);
    if (!area || !list) continue;
    // The cursor is where it was left, not at the end, only once it has been there.
    let at: [number, number] = [area.value.length, area.value.length];
    area.addEventListener("blur", () => (at = [area.selectionStart, area.selectionEnd]));
    button.addEventListener("click", (event) => {
      if (list.value === "") return;
      event.preventDefault();
      const [text, cursor] = inserted(area.value, at[0], at[1], list.value);
      area.value = text;
      area.focus();
      area.setSelectionRange(cursor, cursor);
      at = [cursor, cursor];
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
