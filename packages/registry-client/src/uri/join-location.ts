/** A place below an artifact location; in local locations, where escapes are decoded, `%` becomes one. */
export function joinLocation(location: string, path: string): string {
  const trimmed = path.replaceAll(/^\/+|\/+$/g, "");
  if (trimmed === "") return location;
  const isLocal = /^(?:file:|(?![a-z][a-z0-9+.-]*:))/i.test(location);
  return `${location.replace(/\/+$/, "")}/${isLocal ? trimmed.replaceAll("%", "%25") : trimmed}`;
}
