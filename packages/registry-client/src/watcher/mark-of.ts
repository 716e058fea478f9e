import { parseModelUri, splitSubPath, type ModelUri, type RegisteredModel } from "@switchyard/core";

/**
 * All that a listing says of what a URI may mean, as one text: while it stays the same, so does the URI's
 * meaning. URIs of runs, logged models and places mean the same for ever.
 */
export function markOf(uri: string, models: ReadonlyMap<string, RegisteredModel>): string {
  const parsed = parsedUri(uri);
  if (!parsed || !("name" in parsed)) return "";
  const model = models.get(parsed.name);
  if (!model) return "not registered";
  const { aliases, latestVersions, updatedMs } = model;
  const marks = [
    ...Object.entries(aliases).map((alias) => JSON.stringify(alias)),
    ...latestVersions.map(({ version, stage, source, status }) =>
      JSON.stringify([version, stage, source, status]),
    ),
  ];
  return [updatedMs, ...marks.toSorted((one, other) => (one < other ? -1 : 1))].join(" ");
}

/** Nothing for what is no URI: its load says so. */
function parsedUri(text: string): ModelUri | undefined {
  try {
    return parseModelUri(splitSubPath(text).uri);
  } catch {
    return undefined;
  }
}
