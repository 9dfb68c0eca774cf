// On a phone a long list of cards shows its first rows and a button for the next ones; on a wide screen, on paper and without
// scripts all of it stands there.

/** So many cards at first: two screens of a phone. */
const AT_FIRST = 10;
/** So many with each touch. */
const STEP = 20;

export function startFolding(): void {
  for (const box of document.querySelectorAll<HTMLElement>(".table-cards")) {
    // A cell may hold a table of its own.
    const rows = [...box.querySelectorAll<HTMLTableRowElement>("tbody > tr")].filter((row) => row.closest(".table-cards") === box);
    if (atFirst(rows.length) < rows.length) fold(box, rows);
  }
}

function fold(box: HTMLElement, rows: HTMLTableRowElement[]): void {
  const line = document.createElement("p");
  line.className = "folding";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary";
  line.append(button);
  box.after(line);
  let shown = atFirst(rows.length);
  const show = (): void => {
    rows.forEach((row, at) => row.classList.toggle("folded", at >= shown && !isAsked(row)));
    button.textContent = words(rows.length, shown);
    line.hidden = shown >= rows.length;
  };
  button.addEventListener("click", () => {
    const next = rows[shown];
    shown = more(rows.length, shown);
    show();
    next?.querySelector<HTMLElement>("a, input, button, select, textarea")?.focus({ preventScroll: true });
  });
  show();
}

/** What is wrong, or what the address names, is never folded away. */
function isAsked(row: HTMLTableRowElement): boolean {
  return row.querySelector(".error, [aria-invalid=true], :target") !== null || row.matches(":target");
}

/** Cards that stand at first: a button for two or three is worth nothing. */
export function atFirst(total: number): number {
  return total <= AT_FIRST + AT_FIRST / 2 ? total : AT_FIRST;
}

export function more(total: number, shown: number): number {
  const next = shown + STEP;
  return total - next <= AT_FIRST / 2 ? total : next;
}

export function words(total: number, shown: number): string {
  const next = more(total, shown) - shown;
  const rest = total - shown;
  return next === rest ? `Показать остальные: ${rest}` : `Показать ещё ${next} из ${rest}`;
}
