/**
 * MLflow's filters have no escapes: a name with a quote stands in the other kind of quotes, and where both are in
 * it, or what databases take for an escape, any letter may stand for them.
 */
export function filterByName(name: string): string {
  const isPlain = !name.includes("\\") && !(name.includes("'") && name.includes('"'));
  const quote = name.includes("'") ? '"' : "'";
  if (isPlain) return `name = ${quote}${name}${quote}`;
  return `name LIKE '${name.replaceAll(/['"\\]/g, "_")}'`;
}
