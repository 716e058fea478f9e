import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { GatewayError } from "@switchyard/core";
import { percentDecoded } from "../../artifacts/check-relative-path.ts";

/** Where a PostgreSQL is, and how to get in. */
export interface PostgresAddress {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** The server's command line, such as `-c search_path=mlflow`. */
  readonly options: string;
  readonly connectTimeoutMs: number | undefined;
  /** `prefer` encrypts where the server can. */
  readonly tls: false | "prefer" | ConnectionOptions;
}

/**
 * Reads a URI as SQLAlchemy and libpq do: `postgresql+psycopg2://user:p%40ss@host:5432/database?sslmode=require`.
 * Throws `invalid_configuration`.
 */
export function parsePostgresUri(uri: string): PostgresAddress {
  const url = parseUrl(uri);
  const parameters = url.searchParams;
  const port = url.port || parameters.get("port");
  const seconds = Number(parameters.get("connect_timeout") ?? 0);
  return {
    host: hostOf(url) ?? parameters.get("host") ?? undefined,
    port: port ? Number(port) : undefined,
    user: textOf(url.username) ?? parameters.get("user") ?? undefined,
    password: textOf(url.password) ?? parameters.get("password") ?? undefined,
    database: textOf(url.pathname.slice(1)) ?? parameters.get("dbname") ?? undefined,
    options: parameters.get("options") ?? "",
    connectTimeoutMs: seconds > 0 ? seconds * 1000 : undefined,
    tls: tlsOf(parameters),
  };
}

/** The part of an address that may be shown. */
export function displayAddress({ host, port, database }: PostgresAddress): string {
  const number = port === undefined ? "" : `:${port}`;
  return `postgresql://${host ?? "localhost"}${number}${database === undefined ? "" : `/${database}`}`;
}

function parseUrl(uri: string): URL {
  const text = uri.replace(/^[^:]*/, "postgresql").replace(/^([^/]+\/\/[^/?]*@)(?=[/?]|$)/, `$1${noHost}`);
  if (text.startsWith("postgresql://") && URL.canParse(text)) return new URL(text);
  throw invalid(
    "expected postgresql://<user>:<password>@<host>:<port>/<database>, with % escapes where needed",
  );
}

/** Stands where credentials are followed by no host, which URLs do not know. */
const noHost = "no-host.invalid";

function hostOf({ hostname }: URL): string | undefined {
  return hostname === noHost ? undefined : textOf(hostname.replaceAll(/^\[|\]$/g, ""));
}

function textOf(part: string): string | undefined {
  return part === "" ? undefined : percentDecoded(part);
}

/** What libpq means by each mode; only the last two know whom they talk to. */
function tlsOf(parameters: URLSearchParams): PostgresAddress["tls"] {
  const mode = parameters.get("sslmode") ?? "prefer";
  if (mode === "disable") return false;
  if (mode === "allow" || mode === "prefer") return "prefer";
  const files = {
    ca: rootOf(parameters.get("sslrootcert")),
    cert: contentOf(parameters.get("sslcert")),
    key: contentOf(parameters.get("sslkey")),
  };
  if (mode === "verify-full") return files;
  if (mode === "verify-ca" || (mode === "require" && files.ca !== undefined))
    return { ...files, checkServerIdentity: () => undefined };
  if (mode === "require") return { ...files, rejectUnauthorized: false };
  throw invalid(
    `sslmode=${mode} is unknown; expected disable, allow, prefer, require, verify-ca or verify-full`,
  );
}

function rootOf(path: string | null): string | undefined {
  return path === "system" ? undefined : contentOf(path);
}

function contentOf(path: string | null): string | undefined {
  if (path === null) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw invalid(`cannot read ${path}`, cause);
  }
}

function invalid(reason: string, cause?: unknown): GatewayError {
  return new GatewayError("invalid_configuration", `PostgreSQL's URI cannot be used: ${reason}`, { cause });
}
