/** Where in the console a person is. */
export type Route = { readonly page: "models" } | { readonly page: "model"; readonly name: string };

/** Reads the part of an address after `#`; what is not known means the list. */
export function parseRoute(hash: string): Route {
  const name = /^#\/models\/([^/?]+)$/.exec(hash)?.[1];
  const decoded = name === undefined ? undefined : decode(name);
  return decoded === undefined ? { page: "models" } : { page: "model", name: decoded };
}

/** The address of a model's page. */
export function modelHref(name: string): string {
  return `#/models/${encodeURIComponent(name)}`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
