/** How to talk to an MLflow server. */
export interface ServerAccess {
  /** Basic authentication, when the password is there too; it wins over the token. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  /** MLflow's file of credentials, asked for a user name or password that is not given; `~/.mlflow/credentials` there. */
  readonly credentialsPath?: string | undefined;
  readonly workspace?: string | undefined;
  /** Accept any certificate. */
  readonly insecureTls?: boolean | undefined;
  /** PEM file with the authorities that may sign the server's certificate. */
  readonly serverCertPath?: string | undefined;
  /** PEM file with our own certificate and its key. */
  readonly clientCertPath?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Before the first retry; doubled before each further one. */
  readonly backoffMs?: number | undefined;
}

/** A server's URL without the credentials that may stand in it. */
export function displayUrl(url: string): string {
  const shown = URL.canParse(url)
    ? withoutCredentials(url)
    : url.replace(/^([a-z][a-z0-9+.-]*:\/\/).*@/i, "$1");
  return shown.replace(/\/+$/, "");
}

function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}
