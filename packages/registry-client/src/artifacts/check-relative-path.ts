import { GatewayError } from "@switchyard/core";

/** Refuses a name that would lead out of the directory it is put into, however often it is encoded. */
export function checkRelativePath(path: string): void {
  const isSafe = decodings(path).every(
    (each) => !each.startsWith("/") && !/[\0\\]/.test(each) && !each.split("/").some(isStep),
  );
  if (isSafe && path !== "") return;
  throw new GatewayError("load_failed", `artifact path "${path}" leads out of its directory`);
}

function isStep(segment: string): boolean {
  return segment === ".." || segment === "." || segment === "";
}

function decodings(path: string): readonly string[] {
  const decoded = percentDecoded(path);
  return decoded === path ? [path] : [path, ...decodings(decoded)];
}

/** Decodes `%41` and the like; what is no escape stays, as Python's `unquote` lets it. */
export function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}
