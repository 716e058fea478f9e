import { readFileSync } from "node:fs";
import { GatewayError } from "@switchyard/core";
import { percentDecoded } from "../../artifacts/check-relative-path.ts";
import type { ServerAccess } from "./server-access.ts";

/** What a server is told of who asks. */
export interface Credentials {
  /** The value of `Authorization`. */
  readonly authorization: string | undefined;
  /** For messages. */
  readonly user: string | undefined;
}

/**
 * The credentials for a server, as MLflow finds them: user name and password each as given, or else from its
 * file; only without both of these the token, and at last what stands in the URL.
 */
export function findCredentials(url: URL, access: ServerAccess): Credentials {
  const filed = readCredentialsFile(access.credentialsPath);
  const username = access.username || filed.get("mlflow_tracking_username");
  const password = access.password || filed.get("mlflow_tracking_password");
  if (username && password) return basic(username, password);
  if (access.token) return { authorization: `Bearer ${access.token}`, user: undefined };
  if (url.username !== "") return basic(percentDecoded(url.username), percentDecoded(url.password));
  return { authorization: undefined, user: undefined };
}

function basic(username: string, password: string): Credentials {
  const pair = Buffer.from(`${username}:${password}`).toString("base64");
  return { authorization: `Basic ${pair}`, user: username };
}

function readCredentialsFile(path: string | undefined): ReadonlyMap<string, string> {
  if (path === undefined) return new Map();
  try {
    return readSection(readFileSync(path, "utf8"), "mlflow");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return new Map();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `cannot read MLflow's credentials: ${reason}`;
    throw new GatewayError("invalid_configuration", message, { cause });
  }
}

/** The settings in a section of an INI file as Python's `configparser` reads it, where `%%` means `%`. */
export function readSection(text: string, section: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[(.+)\]/.exec(line)?.[1];
    if (header !== undefined) isInside = header === section;
    const [, key, value] = /^\s*([^#;=:[\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (isInside && key !== undefined && value !== undefined)
      settings.set(key.toLowerCase(), value.replaceAll("%%", "%"));
  }
  return settings;
}
