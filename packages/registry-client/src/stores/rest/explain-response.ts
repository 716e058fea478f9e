import { GatewayError } from "@switchyard/core";
import { z } from "zod";

/** An answer of an MLflow server that is no success. */
export interface FailedResponse {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** The error that MLflow's JSON body names, if the body is one. */
export function errorCodeOf(body: string): string | undefined {
  return errorBodyOf(body)?.error_code;
}

/** Why the server's answer cannot be used, in words that say what to do about it. */
export function explainResponse(response: FailedResponse): GatewayError {
  return new GatewayError("registry_unavailable", `MLflow at ${placeOf(response.url)} ${reasonOf(response)}`);
}

function reasonOf({ url, status, body }: FailedResponse): string {
  if (status === 401)
    return "asks for credentials or refuses these; check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
  if (status === 403 && /invalid host header/i.test(body))
    return `refuses the host name ${new URL(url).host}; start it with --allowed-hosts or MLFLOW_SERVER_ALLOWED_HOSTS naming it (its /health answers all the same)`;
  if (status === 403) return `does not permit this: ${textOf(body)}`;
  if (status === 404 && errorBodyOf(body) === undefined)
    return `knows no ${new URL(url).pathname}; is it an MLflow server, and is the path in its URL right?`;
  return `answered ${status}: ${textOf(body)}`;
}

const errorBody = z.object({ error_code: z.string(), message: z.string().default("") });

function errorBodyOf(body: string): z.infer<typeof errorBody> | undefined {
  try {
    return errorBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** What a body says to people: MLflow's message, or the text of a page. */
function textOf(body: string): string {
  const text = errorBodyOf(body)?.message ?? body.replaceAll(/<(style|script)[^]*?<\/\1>|<[^>]*>/gi, " ");
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line || "nothing";
}

function placeOf(url: string): string {
  return new URL(url).origin;
}
