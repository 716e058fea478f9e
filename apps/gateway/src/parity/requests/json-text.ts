/** JSON is put together as text, since it must be able to hold what no JavaScript value is. */
export function listText(items: readonly string[]): string {
  return `[${items.join(", ")}]`;
}

/** A JSON object; a name may come twice. */
export function objectText(entries: Iterable<readonly [name: string, value: string]>): string {
  return `{${Array.from(entries, ([name, value]) => `${JSON.stringify(name)}: ${value}`).join(", ")}}`;
}
