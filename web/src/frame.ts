// Small manners of the frame: menus close on Esc and outside clicks, signing out leaves nothing behind in the browser,
// the error summary is read first.

import { browserStore, wipe } from "./unsent.ts";

export function startFrame(): void {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
    const left = document.querySelector<HTMLInputElement>("#menu-open:checked");
    if (left) {
      left.checked = false;
      left.focus();
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && "signOut" in event.target.dataset) wipe(browserStore());
  });
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
}
