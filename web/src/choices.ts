// Words and single keys as answers: «да», «+», «1» and the like for what is there, «нет», «-», «0» for what is not.

export interface Option {
  value: string;
  label: string;
}

const YES = new Set(["есть", "да", "е", "д", "+", "1", "имеется", "yes", "true", "истина", "✓", "v"]);
const NO = new Set(["нет", "н", "-", "–", "—", "−", "0", "отсутствует", "не имеется", "no", "false", "ложь"]);

/** The Russian letters on the keys of «е», «н» and «д» when the layout was left Latin. */
const LAYOUT: Record<string, string> = { t: "е", y: "н", l: "д" };

/** The option a single key means. */
export function keyChoice(options: Option[], key: string): string | null {
  return choice(options, LAYOUT[key.toLowerCase()] ?? key);
}

/** The option a text means; null when none. A mark of a scale is meant before «1 = есть» and «0 = нет». */
export function choice(options: Option[], text: string): string | null {
  const said = plain(text);
  const named = options.find((one) => one.value !== "" && [one.value, plain(one.label)].includes(said));
  if (named) return named.value;
  const word = YES.has(said) ? "yes" : NO.has(said) ? "no" : null;
  return word !== null && options.some((one) => one.value === word) ? word : null;
}

/** Whether the text says «нет» where a number or a text is asked. */
export function isAbsent(text: string): boolean {
  const said = plain(text);
  return said !== "0" && said !== "н" && NO.has(said);
}

function plain(text: string): string {
  return text.replace(/\u00a0/g, " ").trim().toLowerCase();
}
