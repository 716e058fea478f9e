import { checkRelativePath } from "../check-relative-path.ts";

/** Where a proxied location lies: the listing URL of its server, and its path there, as it is written. */
export interface ProxiedPlace {
  readonly endpoint: string;
  readonly path: string;
}

const api = "/api/2.0/mlflow-artifacts/artifacts";

/** What `mlflow-artifacts:` locations, and URLs of a proxy, mean beside a tracking server. */
export function proxiedPlace(location: string, trackingUri: string): ProxiedPlace {
  const cleaned = location.replace(/\?.*$/s, "");
  const [url, ...path] = cleaned.split("/mlflow-artifacts/artifacts");
  if (/^https?:/i.test(cleaned))
    return {
      endpoint: `${url}/mlflow-artifacts/artifacts`,
      path: trimmed(path.join("/mlflow-artifacts/artifacts")),
    };
  const authority = authorityOf(cleaned);
  const server = new URL(trackingUri);
  const host = authority === "" ? server.host : authority;
  return {
    endpoint: `${server.protocol}//${host}${server.pathname.replace(/\/+$/, "")}${api}`,
    path: proxiedPath(cleaned),
  };
}

/** Where one file below a proxied location is fetched and put; throws `load_failed` when it would lie elsewhere. */
export function proxiedUrl(location: string, path: string, trackingUri: string): string {
  checkRelativePath(path);
  const place = proxiedPlace(location, trackingUri);
  return [place.endpoint, escapedPath(place.path), ...path.split("/").map(encodeURIComponent)].join("/");
}

/** The path of an `mlflow-artifacts:` location below the artifact root, as it is written. */
export function proxiedPath(location: string): string {
  return trimmed(location.replace(/^mlflow-artifacts:(?:\/\/[^/?]*)?/i, "").replace(/\?.*$/s, ""));
}

/** What a path must look like in a URL: escapes stay escapes, everything else that needs one gets one. */
export function escapedPath(path: string): string {
  return encodeURI(path)
    .replaceAll(/%25(?=[0-9a-f]{2})/gi, "%")
    .replaceAll("#", "%23");
}

function authorityOf(location: string): string {
  return /^mlflow-artifacts:\/\/([^/?]*)/i.exec(location)?.[1] ?? "";
}

function trimmed(path: string): string {
  return path.replaceAll(/\/+/g, "/").replace(/^\/|\/$/g, "");
}
