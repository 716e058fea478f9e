import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { GatewayError } from "@switchyard/core";
import type { ServerAccess } from "./server-access.ts";

/** How a server's certificate is verified, and ours shown. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Reads the PEM files; throws `invalid_configuration` that names what is wrong with which. */
export function readTlsOptions({ insecureTls, serverCertPath, clientCertPath }: ServerAccess): TlsOptions {
  if (insecureTls && serverCertPath !== undefined)
    throw invalid(
      `insecureTls accepts every certificate, and serverCertPath (${serverCertPath}) only some; give one of them`,
    );
  const own =
    clientCertPath === undefined ? undefined : readPem(clientCertPath, (cert) => ({ cert, key: cert }));
  const authority = serverCertPath === undefined ? undefined : readPem(serverCertPath, (ca) => ({ ca }));
  return { rejectUnauthorized: insecureTls !== true, ...authority, ...own };
}

function readPem<Options extends object>(path: string, toOptions: (pem: string) => Options): Options {
  try {
    const pem = readFileSync(path, "utf8");
    if (!pem.includes("-----BEGIN ")) throw new Error("it holds no PEM certificate");
    const options = toOptions(pem);
    createSecureContext(options);
    return options;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalid(`cannot use ${path}: ${reason}`, cause);
  }
}

function invalid(reason: string, cause?: unknown): GatewayError {
  return new GatewayError("invalid_configuration", `certificates for MLflow: ${reason}`, { cause });
}
