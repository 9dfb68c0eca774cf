// A page that is only a step on the way to somewhere else: its link is followed, its form sent, without a click.

/** The page leaves no trace in the history: «Назад» leads to where the person came from. */
export function goAtOnce(): void {
  const step = document.querySelector<HTMLElement>("a[data-at-once], form[data-at-once]");
  if (step instanceof HTMLAnchorElement) location.replace(step.href);
  if (step instanceof HTMLFormElement) step.requestSubmit();
}
