// One answer over the wire: what is sent and what each reply means. No page, no timers: see answers.ts for those.

export type Outcome =
  | { kind: "saved"; row?: string; footer?: string; version?: string; stand?: number; criteria?: Record<string, string> }
  | { kind: "conflict"; html: string }
  | { kind: "invalid"; row?: string; text?: string }
  | { kind: "refused"; text: string }
  | { kind: "signed-out" }
  | { kind: "offline" };

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface Reply {
  row?: string;
  footer?: string;
  version?: string | number;
  stand?: number;
  criteria?: Record<string, string>;
  conflict?: string;
  error?: string;
  detail?: string;
}

export async function send(fetch: Fetch, url: string, fields: Record<string, string>): Promise<Outcome> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
    });
    text = await response.text();
  } catch {
    return { kind: "offline" };
  }
  return outcome(response.status, response.type === "opaqueredirect", text);
}

/** What a status and a body mean for the one who is typing. */
export function outcome(status: number, redirected: boolean, text: string): Outcome {
  if (status === 401 || redirected) return { kind: "signed-out" };
  if (status === 429 || status >= 500 || status === 0) return { kind: "offline" };
  const reply = parse(text);
  if (status === 409) return { kind: "conflict", html: reply?.conflict ?? text };
  if (status === 422 || status === 400) return { kind: "invalid", ...pick(reply, "row"), text: words(reply) };
  if (status >= 400) return { kind: "refused", text: words(reply) };
  const version = reply?.version === undefined ? {} : { version: String(reply.version) };
  return { kind: "saved", ...pick(reply, "row"), ...pick(reply, "footer"), ...pick(reply, "criteria"), ...pick(reply, "stand"), ...version };
}

function pick<K extends keyof Reply>(reply: Reply | null, key: K): Pick<Reply, K> | object {
  return reply?.[key] === undefined ? {} : { [key]: reply[key] };
}

function words(reply: Reply | null): string {
  return reply?.error ?? reply?.detail ?? "Не удалось сохранить: сервер не принял ответ";
}

function parse(text: string): Reply | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
