// Says at once that a file is too big, before it travels over a slow line.

const MB = 1024 * 1024;

export function startFiles(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.dataset["limit"]) return;
    const text = tooBig([...(input.files ?? [])], Number(input.dataset["limit"]));
    input.setCustomValidity(text);
    show(input, text);
  });
}

/** The words about the first file over the limit (in MB), or "". */
export function tooBig(files: { name: string; size: number }[], limit: number): string {
  const file = files.find((one) => one.size > limit * MB);
  if (!file) return "";
  return `Файл «${file.name}» – ${megabytes(file.size)}\u00a0МБ, а принимаем до ${limit}\u00a0МБ. Уменьшите его или разделите на части`;
}

/** Rounded up to a tenth, so that a file over the limit never shows as equal to it. */
function megabytes(size: number): string {
  return (Math.ceil((size / MB) * 10) / 10).toLocaleString("ru-RU", { maximumFractionDigits: 1 });
}

function show(input: HTMLInputElement, text: string): void {
  const field = input.closest(".field");
  if (!field) return;
  const id = `e-${input.name}`;
  const place = field.querySelector<HTMLElement>(".error") ?? field.appendChild(document.createElement("p"));
  place.className = "error";
  place.id = id;
  place.setAttribute("role", "alert");
  place.textContent = text;
  input.toggleAttribute("aria-invalid", false);
  if (text === "") return;
  input.setAttribute("aria-invalid", "true");
  const about = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  input.setAttribute("aria-describedby", [...about.add(id)].join(" "));
}
