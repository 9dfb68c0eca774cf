// A tick of all over a group of ticks: it ticks and clears them, and says by itself how many there are.

export function startWhole(): void {
  for (const group of document.querySelectorAll<HTMLElement>("[data-whole]")) {
    const all = group.querySelector<HTMLInputElement>("input[name=whole]");
    const each = [...group.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].filter((one) => one !== all);
    if (!all || each.length === 0) continue;
    const say = (): void => {
      const now = whole(each.map((one) => one.checked));
      all.checked = now === "all";
      all.indeterminate = now === "some";
    };
    group.addEventListener("change", (event) => {
      if (event.target === all) each.forEach((one) => (one.checked = all.checked));
      say();
    });
    // A browser that comes back puts ticks where they were after this script has run.
    window.addEventListener("pageshow", say);
    say();
  }
}

/** What is to be said of a group whose ticks stand so. */
export function whole(ticks: boolean[]): "all" | "some" | "none" {
  const count = ticks.filter(Boolean).length;
  if (count === 0) return "none";
  return count === ticks.length ? "all" : "some";
}
