import { GatewayError } from "./errors.ts";

/** The kinds of places that artifacts can lie in, by the scheme of their locations. */
export type LocationScheme = "file" | "mlflow-artifacts" | "s3" | "http" | "https";

/** Which model a text means, the way MLflow reads it; nothing has been looked up yet. */
export type ModelUri =
  | { readonly kind: "version"; readonly name: string; readonly version: string }
  | { readonly kind: "stage"; readonly name: string; readonly stage: string }
  | { readonly kind: "latest"; readonly name: string }
  | { readonly kind: "alias"; readonly name: string; readonly alias: string }
  | { readonly kind: "model-id"; readonly modelId: string }
  | { readonly kind: "run"; readonly runId: string; readonly path: string }
  | { readonly kind: "location"; readonly scheme: LocationScheme; readonly location: string };

/** Reads a model URI or an artifact location; throws `invalid_request` that says what was expected. */
export function parseModelUri(text: string): ModelUri {
  const url = splitUrl(text);
  if (url.scheme === "models") return parseRegistered(text, url);
  if (url.scheme === "runs") return parseRun(text, url);
  return parseLocation(text, url);
}

interface UrlParts {
  readonly scheme: string;
  readonly authority: string;
  /** Without authority and query; a `#` stays in it. */
  readonly path: string;
}

/** The way Python's `urlparse` cuts a text: never decodes, and drops what browsers would drop. */
function splitUrl(text: string): UrlParts {
  // oxlint-disable-next-line no-control-regex -- Python strips exactly these
  const cleaned = text.replace(/^[\u0000-\u0020]+/, "").replaceAll(/[\t\r\n]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(cleaned)?.[1] ?? "";
  const rest = scheme === "" ? cleaned : cleaned.slice(scheme.length + 1);
  const authority = /^\/\/([^/?#]*)/.exec(rest)?.[1];
  const path = (authority === undefined ? rest : rest.slice(authority.length + 2)).replace(/\?.*$/s, "");
  return { scheme: scheme.toLowerCase(), authority: authority ?? "", path };
}

function parseRegistered(text: string, { path }: UrlParts): ModelUri {
  if (!path.startsWith("/") || path.length === 1) throw notRegistered(text);
  const [first = "", second, ...more] = path.replace(/^\/+/, "").split("/");
  if (more.length > 0 || first.trim() === "" || second?.trim() === "") throw notRegistered(text);
  return second === undefined ? parseUnversioned(text, first) : parseVersioned(first, second);
}

function parseVersioned(name: string, suffix: string): ModelUri {
  if (digits.test(suffix)) return { kind: "version", name, version: suffix };
  if (suffix.toLowerCase() === "latest") return { kind: "latest", name };
  return { kind: "stage", name, stage: suffix };
}

/** Python's `str.isdigit`: decimal digits of every script, and superscripts, circled digits and the like. */
const digits =
  /^[\p{Nd}\u{b2}\u{b3}\u{b9}\u{1369}-\u{1371}\u{19da}\u{2070}\u{2074}-\u{2079}\u{2080}-\u{2089}\u{2460}-\u{2468}\u{2474}-\u{247c}\u{2488}-\u{2490}\u{24ea}\u{24f5}-\u{24fd}\u{24ff}\u{2776}-\u{277e}\u{2780}-\u{2788}\u{278a}-\u{2792}\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u;

function parseUnversioned(text: string, path: string): ModelUri {
  const at = path.lastIndexOf("@");
  if (at === -1) return { kind: "model-id", modelId: path };
  const alias = path.slice(at + 1);
  if (alias.trim() === "") throw notRegistered(text);
  return { kind: "alias", name: path.slice(0, at), alias };
}

function notRegistered(text: string): GatewayError {
  return new GatewayError(
    "invalid_request",
    `"${text}" is not a models: URI; expected models:/<name>/<version>, models:/<name>/<stage>, ` +
      "models:/<name>/latest, models:/<name>@<alias> or models:/<model id>",
  );
}

function parseRun(text: string, url: UrlParts): ModelUri {
  const path = url.path.replace(/#.*$/s, "");
  const [runId = "", ...segments] = path.slice(1).split("/");
  if (path.startsWith("/") && runId !== "") return { kind: "run", runId, path: segments.join("/") };
  throw new GatewayError(
    "invalid_request",
    `"${text}" is not a runs: URI; expected runs:/<run id>/<path of the model>`,
  );
}

const locationSchemes: Readonly<Record<string, LocationScheme>> = {
  "": "file",
  file: "file",
  "mlflow-artifacts": "mlflow-artifacts",
  s3: "s3",
  http: "http",
  https: "https",
};

function parseLocation(text: string, url: UrlParts): ModelUri {
  const scheme = Object.hasOwn(locationSchemes, url.scheme) ? locationSchemes[url.scheme] : undefined;
  const fault = scheme === undefined ? unknownScheme(url.scheme) : locationFault(scheme, text, url);
  if (scheme !== undefined && fault === undefined) return { kind: "location", scheme, location: text.trim() };
  throw new GatewayError("invalid_request", `"${text}" is not a model URI: ${fault}`);
}

function unknownScheme(scheme: string): string {
  return (
    `unknown scheme ${scheme}:; expected models:, runs:, file:, a path, ` +
    "mlflow-artifacts:, s3:, http: or https:"
  );
}

function locationFault(scheme: LocationScheme, text: string, url: UrlParts): string | undefined {
  if (text.trim() === "") return "it is empty; expected a model URI or a path";
  if (scheme === "mlflow-artifacts" && /^:?\d+$/.test(url.authority))
    return `port ${url.authority} was given, but no host was defined; expected mlflow-artifacts:/<path> or mlflow-artifacts://<host>:<port>/<path>`;
  if (scheme === "s3" && url.authority === "") return "no bucket; expected s3://<bucket>/<path>";
  if ((scheme === "http" || scheme === "https") && !url.path.includes("/mlflow-artifacts/artifacts"))
    return "only URLs of an MLflow artifact proxy can be listed; expected …/api/2.0/mlflow-artifacts/artifacts/<path>";
  return undefined;
}
