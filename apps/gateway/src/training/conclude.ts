import type { Conclusion } from "./job.ts";

/** What is known once a training command has ended. */
export interface CommandEnd {
  readonly program: string;
  /** Exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  /** The last line of its standard error. */
  readonly complaint: string;
  /** Why somebody had it end. */
  readonly cancelledBecause: string | undefined;
  readonly isLate: boolean;
  readonly timeLimitMs: number;
}

/** What became of a job whose command has ended so. */
export function conclude(end: CommandEnd): Conclusion {
  const { program, code, complaint, cancelledBecause, isLate, timeLimitMs } = end;
  if (cancelledBecause !== undefined) return { status: "cancelled", error: cancelledBecause };
  if (isLate) return failed(`${program} was ended: it took longer than its timeLimitMs of ${timeLimitMs}`);
  if (code === 0) return { status: "succeeded", error: undefined };
  const how = typeof code === "number" ? `ended with exit code ${code}` : `was ended by ${code}`;
  return failed(`${program} ${how}${complaint === "" ? "" : `: ${complaint.slice(0, longestComplaint)}`}`);
}

/** What became of a job whose command could not be started. */
export function notStarted(program: string, directory: string | undefined, thrown: unknown): Conclusion {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  const place = directory === undefined ? "" : ` in ${directory}`;
  if (code === "ENOENT")
    return failed(`${program} cannot be started${place}: there is no such program or directory`);
  if (code === "EACCES") return failed(`${program} cannot be started${place}: it may not be executed`);
  return failed(
    `${program} cannot be started${place}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  );
}

const longestComplaint = 500;

function failed(error: string): Conclusion {
  return { status: "failed", error };
}
