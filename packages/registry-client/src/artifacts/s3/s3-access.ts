import type { S3ClientConfig } from "@aws-sdk/client-s3";

/** Where `s3://` locations are, and how to get in; credentials come from where AWS' own tools take them. */
export interface S3Access {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** Accept any certificate. */
  readonly ignoreTls?: boolean | undefined;
  /** `path` puts the bucket into the path, `virtual` into the host name; `auto` chooses by the endpoint. */
  readonly addressingStyle?: "auto" | "path" | "virtual" | undefined;
  /** `unsigned` asks without credentials. */
  readonly signatureVersion?: string | undefined;
  readonly expectedBucketOwner?: string | undefined;
}

const maxConnections = 32;
const connectionTimeoutMs = 10_000;

/** How the SDK is told; it tries nothing again, as we do that, and logs nothing. */
export function s3ClientConfig(access: S3Access, timeoutMs: number): S3ClientConfig {
  const { endpoint, region = endpoint === undefined ? undefined : "us-east-1" } = access;
  const agent = { keepAlive: true, maxSockets: maxConnections };
  return {
    ...(endpoint === undefined ? { followRegionRedirects: true } : { endpoint }),
    ...(region !== undefined && { region }),
    ...(access.signatureVersion === "unsigned" && anonymous),
    forcePathStyle: isPathStyle(access),
    maxAttempts: 1,
    logger: silent,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: Math.min(connectionTimeoutMs, timeoutMs),
      socketTimeout: timeoutMs,
      httpAgent: agent,
      httpsAgent: { ...agent, rejectUnauthorized: access.ignoreTls !== true },
    },
  };
}

/** The bucket's name goes into the host name at AWS alone: elsewhere few have a name for each bucket. */
function isPathStyle({ endpoint, addressingStyle = "auto" }: S3Access): boolean {
  if (addressingStyle !== "auto") return addressingStyle === "path";
  return endpoint !== undefined && !/\.amazonaws\.com(?:\.cn)?$/i.test(new URL(endpoint).hostname);
}

/** Without one, the SDK writes to the console what we try again or explain. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

const anonymous = {
  credentials: { accessKeyId: "", secretAccessKey: "" },
  signer: { sign: <Request>(request: Request): Promise<Request> => Promise.resolve(request) },
};
