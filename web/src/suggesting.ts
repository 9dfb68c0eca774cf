// What answers already while somebody types into the search: links under the box, reached by the arrows. Without scripts, and
// for people, the button shows everything.

import { Debounce } from "./debounce.ts";

interface Suggestion {
  title: string;
  line: string;
  url: string;
  group: string;
}

/** Where the arrows lead: -1 is the box itself. */
export function moved(at: number, key: string, count: number): number {
  if (key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp") return Math.max(at - 1, -1);
  return at;
}

export function startSuggesting(): void {
  const box = document.querySelector<HTMLInputElement>("input[data-suggestions]");
  if (!box?.form) return;
  const list = document.createElement("div");
  list.className = "suggestions";
  list.hidden = true;
  box.form.append(list);
  const debounce = new Debounce(250);
  const close = (): void => void (list.hidden = true);
  box.addEventListener("input", () => {
    const typed = box.value.trim();
    if (typed.length < 2) return close();
    debounce.later("search", () => void ask(box, typed, list));
  });
  box.form.addEventListener("keydown", (event) => keys(event, box, list));
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !box.form?.contains(event.target)) close();
  });
  // «/» leads to the box from anywhere but a field.
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const isTyping = at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select"));
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (box.offsetParent === null) return;
    event.preventDefault();
    box.focus();
  });
}

function keys(event: KeyboardEvent, box: HTMLInputElement, list: HTMLElement): void {
  if (list.hidden) return;
  if (event.key === "Escape") {
    list.hidden = true;
    box.focus();
    event.preventDefault();
    return;
  }
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = moved(at, event.key, links.length);
  if (next === at) return;
  event.preventDefault();
  (links[next] ?? box).focus();
}

async function ask(box: HTMLInputElement, typed: string, list: HTMLElement): Promise<void> {
  const address = `${box.dataset["suggestions"] ?? ""}?q=${encodeURIComponent(typed)}`;
  const reply = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!reply?.ok || !reply.headers.get("content-type")?.includes("json")) return void (list.hidden = true);
  const told = (await reply.json()) as { items: Suggestion[] };
  // Whoever typed on meanwhile gets the next answer.
  if (box.value.trim() !== typed) return;
  const whole = { title: `Искать «${typed}» везде`, line: "и среди людей", url: `/search?q=${encodeURIComponent(typed)}`, group: "" };
  list.replaceChildren(...[...told.items, whole].map(link));
  list.hidden = false;
}

function link(one: Suggestion): HTMLElement {
  const link = document.createElement("a");
  link.href = one.url;
  link.append(one.title);
  const line = document.createElement("span");
  line.append([one.group, one.line].filter((part) => part !== "").join(" · "));
  link.append(line);
  return link;
}
