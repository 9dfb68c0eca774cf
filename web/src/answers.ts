// Saves a sheet while it is being filled. Every edit goes into the browser's store first and leaves it only when the
// server has confirmed it; a lost line, an ended session or a conflict never loses a word.

import { backoff, Debounce } from "./debounce.ts";
import * as rows from "./rows.ts";
import { send, type Outcome } from "./sending.ts";
import { browserStore, sameFields, Unsent } from "./unsent.ts";

const TYPING_PAUSE = 600;
/** So many answers travel at once: a pasted range must not choke a village line. */
const AT_ONCE = 4;
/** What is saved sooner is not worth a word. */
const PATIENCE = 1500;

class Sheet {
  readonly #table: HTMLElement;
  readonly #unsent: Unsent;
  readonly #debounce = new Debounce(TYPING_PAUSE);
  readonly #busy = new Set<string>();
  readonly #restored = new Set<string>();
  readonly #confirmed = new Map<string, rows.Fields>();
  readonly #sent = new Map<string, rows.Fields>();
  readonly #queue = new Set<string>();
  #stand = 0;
  #savedAt = "";
  #failures = 0;
  #telling: number | undefined;
  #retry: number | undefined;

  constructor(table: HTMLElement, person: string) {
    this.#table = table;
    this.#unsent = new Unsent(browserStore(), person, table.dataset["sheet"] ?? "");
    for (const form of table.querySelectorAll<HTMLFormElement>("form[data-answer]")) {
      this.#confirmed.set(form.dataset["answer"] ?? "", rows.typed(form));
    }
    table.addEventListener("input", (event) => this.#edited(event.target, false));
    table.addEventListener("change", (event) => this.#edited(event.target, true));
    table.addEventListener("focusout", (event) => {
      const form = formOf(event.target);
      if (form) this.#debounce.now(form.dataset["answer"] ?? "");
    });
    table.addEventListener("submit", (event) => this.#submitted(event));
    table.addEventListener("sheet:revert", (event) => {
      const form = formOf(event.target);
      if (form && this.#revert(form)) event.preventDefault();
    });
    table.addEventListener("click", (event) => this.#clicked(event));
    window.addEventListener("online", () => this.#sendAll());
    window.addEventListener("pagehide", () => this.#confirmed.forEach((_, no) => this.#debounce.now(no)));
    this.#restore();
  }

  /** Puts back what was typed and never arrived, says where, and sends it again. */
  #restore(): void {
    const kept = this.#unsent.all();
    for (const [no, edit] of kept) {
      const form = rows.answerForm(this.#table, no);
      if (!form) {
        // The sheet has been handed in meanwhile: the words are shown, not sent.
        const words = Object.values(edit.fields).filter(Boolean).join(", ");
        rows.trouble(this.#table, no, `не успело сохраниться и уже не принимается: «${words}»`);
        continue;
      }
      if (sameFields(rows.typed(form), edit.fields)) {
        this.#unsent.forget(no);
        continue;
      }
      rows.fill(form, edit.fields);
      rows.setVersion(form, edit.version);
      this.#restored.add(no);
      rows.trouble(this.#table, no, "восстановлено то, что не успело сохраниться");
      void this.#send(no);
    }
  }

  #edited(target: EventTarget | null, now: boolean): void {
    const form = formOf(target);
    if (!form || "resolve" in form.dataset) return;
    const no = form.dataset["answer"] ?? "";
    const untouched = sameFields(rows.typed(form), this.#confirmed.get(no) ?? {}) && !this.#unsent.get(no);
    if (untouched && !this.#busy.has(no)) return;
    this.#keep(no, form);
    this.#debounce.later(no, () => void this.#send(no));
    if (now) this.#debounce.now(no);
  }

  #keep(no: string, form: HTMLFormElement): void {
    const edit = { fields: rows.typed(form), version: rows.version(form), at: Date.now() };
    if (!this.#unsent.keep(no, edit)) rows.trouble(this.#table, no, "браузер не даёт места для черновика – не закрывайте страницу");
    this.#tellSoon();
  }

  /** Says beside the total what is still here and when the last answer was saved. */
  #tellState(): void {
    window.clearTimeout(this.#telling);
    this.#telling = undefined;
    const left = this.#unsent.all().size;
    const saved = this.#savedAt === "" ? "" : `сохранено ${this.#savedAt}`;
    const text = left > 0 ? `ещё не отправлено: ${left}` : saved;
    for (const place of document.querySelectorAll("[data-saved]")) {
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("saved-not", left > 0);
    }
  }

  #tellSoon(): void {
    this.#telling ??= window.setTimeout(() => this.#tellState(), PATIENCE);
  }

  /** Puts back the value last saved; false when it stands there already. */
  #revert(form: HTMLFormElement): boolean {
    const no = form.dataset["answer"] ?? "";
    const saved = this.#confirmed.get(no);
    if (!saved || sameFields(rows.typed(form), saved) || rows.hasConflict(this.#table, no)) return false;
    this.#debounce.cancel(no);
    this.#queue.delete(no);
    rows.fill(form, saved);
    rows.trouble(this.#table, no, "");
    // What is on its way already is followed by the old value.
    if (this.#busy.has(no)) this.#keep(no, form);
    else this.#unsent.forget(no);
    this.#tellState();
    return true;
  }

  #submitted(event: SubmitEvent): void {
    const form = formOf(event.target);
    if (!form) return;
    event.preventDefault();
    const no = form.dataset["answer"] ?? "";
    if ("resolve" in form.dataset) {
      const own = rows.answerForm(this.#table, no);
      if (!own) return;
      rows.fill(own, rows.typed(form));
      rows.setVersion(own, rows.version(form));
      rows.clearConflict(this.#table, no);
      this.#keep(no, own);
    }
    this.#debounce.cancel(no);
    void this.#send(no);
  }

  #clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-forget]") : null;
    if (!link) return;
    event.preventDefault();
    this.#unsent.forget(link.dataset["forget"] ?? "");
    const there = new URL(link.href, location.href);
    if (there.pathname + there.search === location.pathname + location.search) {
      history.replaceState(null, "", there);
      location.reload();
    } else location.assign(there);
  }

  async #send(no: string): Promise<void> {
    const form = rows.answerForm(this.#table, no);
    if (!form || this.#busy.has(no) || rows.hasConflict(this.#table, no)) return;
    if (this.#busy.size >= AT_ONCE) {
      this.#queue.add(no);
      return;
    }
    this.#queue.delete(no);
    const sent = rows.typed(form);
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
    this.#busy.add(no);
    this.#sent.set(no, sent);
    const fields = { ...sent, version: rows.version(form), _csrf: token };
    // What a leaving page may still send is limited to 64 KB by browsers.
    const keepalive = JSON.stringify(sent).length < 20_000;
    const result = await send((url, init) => fetch(url, { ...init, keepalive }), form.action, fields);
    this.#busy.delete(no);
    this.#show(no, sent, result);
    const settled = ["saved", "invalid", "refused"].includes(result.kind);
    const now = rows.answerForm(this.#table, no);
    if (settled && now && !sameFields(rows.typed(now), this.#sent.get(no) ?? {})) {
      this.#keep(no, now);
      this.#debounce.later(no, () => void this.#send(no));
    }
    this.#sendNext(result);
  }

  /** The next that waits; without a line or a session nothing that waits is tried, it stays in the browser. */
  #sendNext(result: Outcome): void {
    const waiting = [...this.#queue];
    if (result.kind === "offline" || result.kind === "signed-out") {
      this.#queue.clear();
      for (const no of waiting) this.#show(no, {}, result);
    } else if (waiting[0] !== undefined) void this.#send(waiting[0]);
    if (this.#busy.size === 0) this.#tellState();
  }

  #show(no: string, sent: rows.Fields, result: Outcome): void {
    const table = this.#table;
    if (result.kind === "saved") {
      this.#saved(no, sent, result);
    } else if (result.kind === "conflict") {
      rows.trouble(table, no, "");
      rows.showConflict(table, no, result.html);
    } else if (result.kind === "invalid") {
      if (result.row) this.#replace(no, sent, result.row);
      else rows.trouble(table, no, result.text ?? "");
    } else if (result.kind === "refused") {
      rows.trouble(table, no, result.text);
    } else if (result.kind === "signed-out") {
      const url = table.dataset["signIn"] ?? "/sign-in";
      const back = encodeURIComponent(`${location.pathname}${location.search}#row-${no}`);
      rows.trouble(table, no, "Сеанс закончился.", { label: "Войти снова – введённое сохранится", url: `${url}?back=${back}` });
    } else {
      rows.trouble(table, no, "нет связи – сохраним, когда появится");
      this.#tryLater();
    }
  }

  #saved(no: string, sent: rows.Fields, result: Extract<Outcome, { kind: "saved" }>): void {
    this.#failures = 0;
    this.#confirmed.set(no, sent);
    this.#unsent.forgetIfSame(no, sent);
    rows.trouble(this.#table, no, "");
    if (result.row) this.#replace(no, sent, result.row);
    const form = rows.answerForm(this.#table, no);
    if (form && result.version) rows.setVersion(form, result.version);
    this.#total(result);
    this.#savedAt = new Date().toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });
    if (this.#unsent.all().size === 0) this.#tellState();
    else this.#tellSoon();
    if (this.#restored.delete(no)) rows.trouble(this.#table, no, "восстановлено и сохранено");
  }

  /** The sums; of replies that cross on the way the one with the greatest stand knows all saves. */
  #total(result: Extract<Outcome, { kind: "saved" }>): void {
    const stand = result.stand ?? this.#stand;
    if (stand < this.#stand) return;
    this.#stand = stand;
    if (result.footer) rows.replaceFooter(result.footer);
    if (result.criteria) rows.replaceSums(this.#table, result.criteria);
  }

  /** The fresh row, with what has been typed meanwhile put back into it. */
  #replace(no: string, sent: rows.Fields, html: string): void {
    const form = rows.answerForm(this.#table, no);
    const meanwhile = form ? rows.typed(form) : sent;
    rows.replaceRow(this.#table, no, html);
    const fresh = rows.answerForm(this.#table, no);
    if (fresh && !sameFields(meanwhile, sent)) rows.fill(fresh, meanwhile);
    else if (fresh) {
      // the server may have tidied the value («7,50» → «7,5»)
      this.#confirmed.set(no, rows.typed(fresh));
      this.#sent.set(no, rows.typed(fresh));
    }
  }

  #tryLater(): void {
    if (this.#retry !== undefined) return;
    this.#failures += 1;
    this.#retry = window.setTimeout(() => this.#sendAll(), backoff(this.#failures));
  }

  #sendAll(): void {
    window.clearTimeout(this.#retry);
    this.#retry = undefined;
    for (const no of this.#unsent.all().keys()) void this.#send(no);
  }
}

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-answer]") : null;
}

export function startAnswers(): void {
  const person = document.querySelector<HTMLMetaElement>('meta[name="person"]')?.content;
  if (!person) return;
  for (const table of document.querySelectorAll<HTMLElement>("[data-sheet]")) new Sheet(table, person);
}
