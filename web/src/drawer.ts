// Opens an address in the side panel without leaving the page; without scripts the same link is an ordinary page.

import htmx from "htmx.org";

let opener: HTMLElement | null = null;

export function startDrawer(): void {
  const drawer = document.getElementById("drawer");
  if (!drawer) return;
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const close = target?.closest("a[data-drawer-close]");
    if (close && drawer.classList.contains("drawer-open")) {
      event.preventDefault();
      shut(drawer);
      return;
    }
    const link = target?.closest<HTMLAnchorElement>("a[data-drawer]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain) return;
    event.preventDefault();
    void open(drawer, link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.classList.contains("drawer-open")) shut(drawer);
  });
}

async function open(drawer: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  opener = link;
  drawer.setAttribute("aria-busy", "true");
  let failed = false;
  const onFail = (): void => {
    failed = true;
  };
  for (const name of ["htmx:sendError", "htmx:responseError"]) drawer.addEventListener(name, onFail, { once: true });
  try {
    await htmx.ajax("get", link.href, { source: drawer, target: drawer, swap: "innerHTML" });
  } catch {
    failed = true;
  }
  for (const name of ["htmx:sendError", "htmx:responseError"]) drawer.removeEventListener(name, onFail);
  drawer.removeAttribute("aria-busy");
  if (failed) {
    location.assign(link.href);
    return;
  }
  drawer.classList.add("drawer-open");
  drawer.parentElement?.classList.add("drawer-beside");
  drawer.scrollTop = 0;
  const part = link.hash.length > 1 ? drawer.querySelector<HTMLElement>(`[id="${CSS.escape(link.hash.slice(1))}"]`) : null;
  part?.scrollIntoView({ block: "nearest" });
  drawer.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
}

function shut(drawer: HTMLElement): void {
  drawer.classList.remove("drawer-open");
  drawer.parentElement?.classList.remove("drawer-beside");
  opener?.focus();
  opener = null;
}
