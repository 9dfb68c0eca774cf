// Keeps a person from losing a form: asks before leaving unsaved fields, and lets a form be sent only once.

export function startGuards(): void {
  // A form that came back with errors is still not saved.
  const unsaved = new Set<HTMLFormElement>();
  for (const errors of document.querySelectorAll("form[data-guard] [data-errors]")) {
    const form = errors.closest("form");
    if (form) unsaved.add(form);
  }
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-guard]") : null;
    if (form) unsaved.add(form);
  });
  // Runs after the form's own checks: what they have stopped is not sent.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.method !== "post") return;
    if (form.dataset["sent"] !== undefined) {
      event.preventDefault();
      return;
    }
    unsaved.delete(form);
    form.dataset["sent"] = "";
    // Disabled only after the browser has read the form, or the button's own name and value would be lost.
    const button = event.submitter;
    window.setTimeout(() => button?.setAttribute("aria-disabled", "true"), 0);
    // A form whose answer is a file leaves the page where it is; a long one says how long it has been going on.
    if (form.dataset["busy"] === undefined) window.setTimeout(() => free(form), 10_000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(free));
  window.addEventListener("beforeunload", (event) => {
    const left = [...unsaved].some((form) => form.isConnected);
    if (left) event.preventDefault();
  });
}

function free(form: HTMLFormElement): void {
  delete form.dataset["sent"];
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}
