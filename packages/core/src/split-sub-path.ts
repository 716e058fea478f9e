/** A model URI, and the directory below the model's that is meant; empty for the model itself. */
export interface UriWithSubPath {
  readonly uri: string;
  readonly subPath: string;
}

/**
 * Cuts `models:/n/1/a/b` into `models:/n/1` and `a/b`, where MLflow's artifact repository of models does: after
 * the alias when the first segment holds an `@`, else after the second segment. Trailing slashes are dropped.
 * What has no more than two segments, or another scheme, stays whole.
 */
export function splitSubPath(text: string): UriWithSubPath {
  const [, start = "", path = "", query = ""] =
    /^(\s*models:(?:\/\/[^/?]*)?\/+)([^?]*)(\?.*)?$/is.exec(text) ?? [];
  const segments = path.replace(/(?<=[^/])\/+$/, "").split("/");
  if (start === "" || segments.includes("")) return { uri: text, subPath: "" };
  const kept = segments.length > 2 && segments[0]?.includes("@") === true ? 1 : 2;
  return {
    uri: `${start}${segments.slice(0, kept).join("/")}${query}`,
    subPath: segments.slice(kept).join("/"),
  };
}
