/** How to talk to an MLflow server. */
export interface ServerAccess {
  /** Basic authentication, when the password is there too; it wins over the token. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  readonly workspace?: string | undefined;
  /** Accept any certificate. */
  readonly insecureTls?: boolean | undefined;
  /** PEM text of the authority that signed the server's certificate. */
  readonly caCertificate?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Before the first retry; doubled before each further one. */
  readonly backoffMs?: number | undefined;
}

/** A server's URL without the credentials that may stand in it. */
export function displayUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1").replace(/\/+$/, "");
}
