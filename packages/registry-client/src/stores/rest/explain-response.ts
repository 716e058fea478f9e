import { GatewayError } from "@switchyard/core";
import { z } from "zod";

/** An answer of an MLflow server that is no success. */
export interface FailedResponse {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  /** Who asked. */
  readonly user?: string | undefined;
  readonly method?: string | undefined;
}

/** MLflow's own error, where the body is one. */
export interface MlflowError {
  readonly code: string;
  readonly message: string;
}

/** The error that MLflow's JSON body names, if the body is one. */
export function mlflowErrorOf(body: string): MlflowError | undefined {
  try {
    const { data } = errorBody.safeParse(JSON.parse(body));
    return data && { code: data.error_code, message: data.message };
  } catch {
    return undefined;
  }
}

/** Why the server's answer cannot be used, in words that say what to do about it. */
export function explainResponse(response: FailedResponse): GatewayError {
  const place = new URL(response.url).origin;
  return new GatewayError("registry_unavailable", `MLflow at ${place} ${reasonOf(response)}`);
}

function reasonOf(response: FailedResponse): string {
  const { url, status, body } = response;
  if (status === 401) return unauthenticated(response);
  if (status === 403 && /invalid host header/i.test(body))
    return `refuses the host name ${new URL(url).host}; start it with --allowed-hosts or MLFLOW_SERVER_ALLOWED_HOSTS naming it (its /health answers all the same)`;
  if (status === 403) return forbidden(response);
  if (status === 404 && mlflowErrorOf(body) === undefined)
    return `knows no ${new URL(url).pathname}; is it an MLflow server, and is the path in its URL right?`;
  return `answered ${status}: ${textOf(body)}`;
}

function unauthenticated({ user }: FailedResponse): string {
  const who =
    user === undefined
      ? "asks for credentials or refuses the token"
      : `refuses user ${user} or that password`;
  return `${who}; check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN`;
}

/** The words of MLflow's basic authentication, which knows READ, USE, EDIT and MANAGE. */
function forbidden({ url, body, user, method = "GET" }: FailedResponse): string {
  const wanted = method === "GET" ? "READ" : "EDIT";
  const hint = `; give ${user === undefined ? "that user" : `user ${user}`} the permission ${wanted}`;
  return `does not permit ${method} ${new URL(url).pathname}: ${textOf(body)}${hint}`;
}

const errorBody = z.object({ error_code: z.string(), message: z.string().default("") });

/** What a body says to people: MLflow's message, or the text of a page. */
function textOf(body: string): string {
  const text = mlflowErrorOf(body)?.message ?? body.replaceAll(/<(style|script)[^]*?<\/\1>|<[^>]*>/gi, " ");
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line || "nothing";
}
