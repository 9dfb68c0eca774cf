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
    // Below a long table the line would not be seen.
    line.scrollIntoView({ block: "nearest" });
    const begun = Date.now();
    const address = form.dataset["progress"];
    let told = "";
    window.setInterval(() => {
      if (address !== undefined) {
        void ask(address).then((share) => {
          told = share === null ? told : `Сделано строк: ${share.done} из ${share.all}. `;
          if (share !== null) draw(line, share);
        });
      }
      passed.textContent = `${told}Прошло ${Math.round((Date.now() - begun) / 1000)}\u00a0с.`;
    }, 1000);
  });
  window.addEventListener("pageshow", () => {
    for (const line of document.querySelectorAll("[data-busy-line]")) line.remove();
  });
}

interface Share {
  done: number;
  all: number;
}

// The bar of the line: drawn with the first share, moved by the next ones.
function draw(line: HTMLElement, share: Share): void {
  let bar = line.querySelector("progress");
  if (bar === null) {
    bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Сделано строк");
    line.append(bar);
    line.scrollIntoView({ block: "nearest" });
  }
  bar.max = share.all;
  bar.value = share.done;
}

// How far the server has come; nothing while it does not say.
async function ask(address: string): Promise<Share | null> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (!answer.ok) return null;
    const told: unknown = await answer.json();
    return isProgress(told) && told.all > 0 ? told : null;
  } catch {
    return null;
  }
}

function isProgress(told: unknown): told is Share {
  return typeof told === "object" && told !== null && "done" in told && "all" in told;
}
