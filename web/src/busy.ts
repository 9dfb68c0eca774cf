// Tells a person that a long request is under way and for how long: the page stays until its answer is here.

export function startBusy(): void {
  // Runs after the form's own checks and the guards: what they have stopped is not sent.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const text = form.dataset["busy"];
    if (text === undefined) return;
    form.querySelector("[data-busy-line]")?.remove();
    const line = document.createElement("p");
    line.dataset["busyLine"] = "";
    line.className = "notice notice-info";
    line.setAttribute("role", "status");
    const passed = document.createElement("span");
    // A voice that counts seconds aloud would drown the sentence.
    passed.setAttribute("aria-hidden", "true");
    form.append(line);
    line.append(text, " ", passed);
    const begun = Date.now();
    const address = form.dataset["progress"];
    let told = "";
    window.setInterval(() => {
      if (address !== undefined) void ask(address).then((words) => (told = words));
      passed.textContent = `${told}Прошло ${Math.round((Date.now() - begun) / 1000)}\u00a0с.`;
    }, 1000);
  });
  window.addEventListener("pageshow", () => {
    for (const line of document.querySelectorAll("[data-busy-line]")) line.remove();
  });
}

// How far the server has come; nothing while it does not say.
async function ask(address: string): Promise<string> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (!answer.ok) return "";
    const told: unknown = await answer.json();
    if (!isProgress(told) || told.all === 0) return "";
    return `Сделано строк: ${told.done} из ${told.all}. `;
  } catch {
    return "";
  }
}

function isProgress(told: unknown): told is { done: number; all: number } {
  return typeof told === "object" && told !== null && "done" in told && "all" in told;
}
