import * as v from "valibot";

const errorBody = v.object({ message: v.string() });

/** A refusal of the gateway, in its own words. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }

  /** Whether a token, or another one, may help. */
  get isAboutAccess(): boolean {
    return this.status === 401 || this.status === 403;
  }

  /** Reads why the gateway refused, or names the status where it does not say. */
  static async from(response: Response): Promise<ApiError> {
    const body = v.safeParse(errorBody, await response.json().catch(() => undefined));
    const message = body.success ? body.output.message : `the gateway answered ${response.status}`;
    return new ApiError(response.status, message);
  }
}

/** What to tell a person about anything that was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof ApiError) return thrown.message;
  if (thrown instanceof v.ValiError) return `the gateway answered something unexpected: ${thrown.message}`;
  if (thrown instanceof TypeError) return "the gateway cannot be reached";
  return thrown instanceof Error ? thrown.message : String(thrown);
}
