import { readFileSync } from "node:fs";
import { GatewayError } from "@switchyard/core";
import type { SslOptions } from "mysql2/promise";
import { percentDecoded } from "../../artifacts/check-relative-path.ts";

/** Where a MySQL or MariaDB is, and how to get in. */
export interface MysqlAddress {
  readonly host: string;
  readonly port: number;
  readonly socketPath: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string;
  readonly tls: SslOptions | undefined;
}

/**
 * Reads a URI as SQLAlchemy and PyMySQL do: `mysql+pymysql://user:p%40ss@host:3306/database?ssl_ca=/ca.pem`.
 * Throws `invalid_configuration`.
 */
export function parseMysqlUri(uri: string): MysqlAddress {
  const text = uri.replace(/^[^:]*/, "mysql");
  const url = text.startsWith("mysql://") && URL.canParse(text) ? new URL(text) : undefined;
  const database = textOf(url?.pathname.slice(1) ?? "");
  if (!url || database === undefined)
    throw invalid("expected mysql://<user>:<password>@<host>:<port>/<database>, with % escapes where needed");
  return {
    host: textOf(url.hostname.replaceAll(/^\[|\]$/g, "")) ?? "localhost",
    port: Number(url.port || 3306),
    socketPath: url.searchParams.get("unix_socket") ?? undefined,
    user: textOf(url.username),
    password: textOf(url.password),
    database,
    tls: tlsOf(url.searchParams),
  };
}

/** The part of an address that may be shown. */
export function displayAddress({ host, port, socketPath, database }: MysqlAddress): string {
  return `mysql://${socketPath ?? `${host}:${port}`}/${database}`;
}

/** Encrypted once anything is said of it, and verified once there is an authority to verify with. */
function tlsOf(parameters: URLSearchParams): SslOptions | undefined {
  const files = Object.entries({ ca: "ssl_ca", cert: "ssl_cert", key: "ssl_key" }).flatMap(
    ([name, parameter]) => {
      const path = parameters.get(parameter);
      return path === null ? [] : [[name, contentOf(path)] as const];
    },
  );
  const mode = parameters.get("ssl_mode")?.toUpperCase();
  if (mode === "DISABLED" || (files.length === 0 && (mode === undefined || mode === "PREFERRED")))
    return undefined;
  const isVerified = parameters.has("ssl_ca") || (mode?.startsWith("VERIFY_") ?? false);
  const verifiesHost = mode === "VERIFY_IDENTITY" || parameters.get("ssl_check_hostname") === "true";
  return { ...Object.fromEntries(files), rejectUnauthorized: isVerified, verifyIdentity: verifiesHost };
}

function textOf(part: string): string | undefined {
  return part === "" ? undefined : percentDecoded(part);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw invalid(`cannot read ${path}`, cause);
  }
}

function invalid(reason: string, cause?: unknown): GatewayError {
  return new GatewayError("invalid_configuration", `MySQL's URI cannot be used: ${reason}`, { cause });
}
