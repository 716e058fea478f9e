import type { EncodedAnswer, FetchedModel } from "@switchyard/core";

const known = new WeakMap<FetchedModel, readonly string[]>();

/** The headers that say which version answered, as Node takes them flat; made once a version. */
export function modelHeaders(model: FetchedModel): readonly string[] {
  const existing = known.get(model);
  if (existing) return existing;
  const { name, version, alias } = model.version;
  const headers = [
    "X-Model-Name",
    headerText(name),
    "X-Model-Version",
    headerText(version),
    "X-Model-Digest",
    model.digest,
  ];
  if (alias !== undefined) headers.push("X-Model-Alias", headerText(alias));
  known.set(model, headers);
  return headers;
}

/** Where the time of a request went, in milliseconds. */
export function serverTiming({ queueMs, inferMs }: EncodedAnswer, totalMs: number): string {
  return `queue;dur=${round(queueMs)}, infer;dur=${round(inferMs)}, total;dur=${round(totalMs)}`;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** Headers hold Latin characters only: other names are percent-encoded. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}
