// Compares a file with the registry without sending it: its SHA-256 is counted here and only that goes into the address.

export function startSum(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-sum]");
  const place = form?.querySelector<HTMLElement>("[data-sum-file]");
  const chosen = place?.querySelector<HTMLInputElement>("input");
  const field = form?.querySelector<HTMLInputElement>("input[name=sha256]");
  // Browsers count sums on secure pages only; by hand it works everywhere.
  if (!form || !place || !chosen || !field || !window.isSecureContext) return;
  place.hidden = false;
  chosen.addEventListener("change", () => {
    const file = chosen.files?.[0];
    if (!file) return;
    void file
      .arrayBuffer()
      .then(sum)
      .then((text) => {
        field.value = text;
        form.requestSubmit();
      });
  });
}

/** The SHA-256 in hexadecimal digits. */
export async function sum(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
