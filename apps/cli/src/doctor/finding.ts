/** What one look at the machine or the configuration has shown. */
export interface Finding {
  /** What was looked at, in a word. */
  readonly check: string;
  /** A warning may be as it should be; what failed keeps models from being served. */
  readonly state: FindingState;
  readonly message: string;
  /** What to do. */
  readonly advice?: string;
}

export type FindingState = "ok" | "warning" | "failed";

/** What a check says of its subject; its name comes from the check. */
export type Said = Omit<Finding, "check">;

/** What a check has said, under its name. */
export function findingOf(check: string, said: Said): Finding {
  return { check, ...said };
}

export function ok(message: string): Said {
  return { state: "ok", message };
}

export function warning(message: string, advice: string): Said {
  return { state: "warning", message, advice };
}

export function failed(message: string, advice: string): Said {
  return { state: "failed", message, advice };
}
