import { GatewayError } from "@switchyard/core";

/** What was asked for: the location, and the endpoint where it is no AWS host. */
export interface S3Question {
  readonly location: string;
  readonly endpoint: string | undefined;
  /** Whether something was to be put there. */
  readonly isWrite?: boolean;
}

/** What to do about what S3 says no to. */
const advice: Readonly<Record<string, string>> = {
  AccessDenied: "does not permit this; give these credentials s3:ListBucket and s3:GetObject there",
  AllAccessDisabled: "does not permit this to anybody; its owner must enable it",
  NoSuchBucket: "has no such bucket; check its name, and MLFLOW_S3_ENDPOINT_URL",
  NoSuchKey: "has the object no longer; it was removed after it was listed",
  InvalidAccessKeyId: "does not know the access key; check AWS_ACCESS_KEY_ID, and MLFLOW_S3_ENDPOINT_URL",
  SignatureDoesNotMatch: "refuses the signature; check AWS_SECRET_ACCESS_KEY",
  ExpiredToken: "says that the credentials have expired; bring new ones",
  InvalidToken: "refuses AWS_SESSION_TOKEN; bring new credentials",
  RequestTimeTooSkewed: "says that this machine's clock is wrong",
  AuthorizationHeaderMalformed: "is in another region; set AWS_REGION to the bucket's",
  PermanentRedirect: "is in another region; set AWS_REGION to the bucket's",
  IllegalLocationConstraintException: "is in another region; set AWS_REGION to the bucket's",
  PreconditionFailed: "has another content than when it was listed: it changed while it was fetched",
  InvalidRange: "is shorter than when it was listed: it changed while it was fetched",
};

/** Of what a writer is told otherwise. */
const writeAdvice: Readonly<Record<string, string>> = {
  AccessDenied: "does not permit this; give these credentials s3:PutObject and s3:AbortMultipartUpload there",
  EntityTooLarge: "takes no object of this size",
};

/** Why S3 cannot be read or written, in words that say what to do; `load_failed` when another try would come to the same. */
export function explainS3Error(thrown: unknown, question: S3Question): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const { location, endpoint, isWrite = false } = question;
  const { name, message, status } = factsOf(thrown);
  const store = endpoint === undefined ? "S3" : `the store at ${endpoint}`;
  const fail = (sentence: string): GatewayError =>
    new GatewayError("load_failed", `${location}: ${sentence}`, { cause: thrown });
  if (name === "CredentialsProviderError")
    return fail(
      "there are no credentials for S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or MLFLOW_EXPERIMENTAL_S3_SIGNATURE_VERSION=unsigned to ask without",
    );
  if (/region is missing/i.test(message)) return fail("set AWS_REGION to the bucket's region");
  const known = (isWrite ? writeAdvice[name] : undefined) ?? advice[name];
  if (known !== undefined) return fail(`${store} ${known}`);
  if (status === undefined || isPassing(status))
    return new GatewayError("registry_unavailable", `${location}: ${unreachable(store, message, status)}`, {
      cause: thrown,
    });
  return fail(`${store} answered ${status} ${name}: ${message}`);
}

function unreachable(store: string, message: string, status: number | undefined): string {
  const check = "is MLFLOW_S3_ENDPOINT_URL right?";
  if (/parse error/i.test(message))
    return `${store} answered ${status} with what is no answer of S3; ${check}`;
  if (status !== undefined) return `${store} answered ${status}: ${message}`;
  if (/certificate/i.test(message))
    return `${store} shows a certificate that nobody here knows: ${message}; name its authority's file in NODE_EXTRA_CA_CERTS, or set MLFLOW_S3_IGNORE_TLS`;
  return `cannot reach ${store}: ${withoutSender(message)}; is it running, and ${check}`;
}

/** The SDK puts its parts' names before what they say, and advice for programmers behind it. */
function withoutSender(message: string): string {
  return message.replace(/^@\S+ (?:- )?/, "").replace(/ \(configured .*$/, "");
}

/** A success that cannot be read is some other program's answer, or one that was cut off. */
function isPassing(status: number): boolean {
  return status < 300 || status === 408 || status === 429 || status >= 500;
}

interface Facts {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

function factsOf(thrown: unknown): Facts {
  if (!(thrown instanceof Error)) return { name: "", message: String(thrown), status: undefined };
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.name;
  return { name: thrown.name, message: thrown.message || code, status: statusOf(thrown) };
}

function statusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
