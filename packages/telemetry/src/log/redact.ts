/** What stands where a secret stood. */
const hidden = "[redacted]";

/** Shorter ones would be found in ordinary words. */
const shortestSecret = 4;
/** Deeper values are left out: nothing of ours is. */
const deepest = 6;

const namesOfSecrets =
  /^(?:.*(?:password|passwd|secret|credential)s?|(?:.*[_-])?(?:authorization|api[_-]?key|access[_-]?key(?:[_-]?id)?)|(?:.*[_-])?token|.*(?:ApiKey|AccessKey(?:Id)?|Token))$/i;

/** Shapes that secrets have wherever they come from, and what remains of them. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // User and password of an address.
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@"']*@/gi, `$1${hidden}@`],
  [/\b(Bearer|Basic|Token)\s+[\w~+/.=-]{4,}/gi, `$1 ${hidden}`],
  // Of a query, a form, a configuration or a connection string; signed addresses of S3 and Azure among them.
  [
    /((?:[\w-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key(?:[_-]?id)?|signature|credential)|\bsig)["']?\s*[=:]\s*["']?)[^\s"'&;,]+/gi,
    `$1${hidden}`,
  ],
  [/\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g, hidden],
];

/** Takes secrets out of whatever a line holds: those that are known, and what looks like one or is called so. */
export class Redactor {
  readonly #known: readonly string[];

  constructor(secrets: Iterable<string | undefined>) {
    const known = [...secrets].filter((each) => each !== undefined && each.length >= shortestSecret);
    // A secret within another must not leave the other's rest behind.
    this.#known = [...new Set(known)].flatMap(writtenForms).toSorted((one, two) => two.length - one.length);
  }

  text(text: string): string {
    let clean = text;
    for (const secret of this.#known) clean = clean.replaceAll(secret, hidden);
    for (const [shape, rest] of shapes) clean = clean.replaceAll(shape, rest);
    return clean;
  }

  /** The value with all its texts cleaned. */
  value(value: unknown, depth = 0): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth === deepest) return "[…]";
    if (value instanceof Error) return this.text(value.stack ?? value.message);
    if (Array.isArray(value)) return value.map((each) => this.value(each, depth + 1));
    return this.fields(value, depth + 1);
  }

  fields(fields: object, depth = 0): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]: [string, unknown]) => [
        name,
        namesOfSecrets.test(name) && value !== undefined ? hidden : this.value(value, depth),
      ]),
    );
  }
}

/** As it is, and as addresses and headers write it. */
function writtenForms(secret: string | undefined): readonly string[] {
  if (secret === undefined) return [];
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])];
}
