/** The failures of a server that restarts, is full, or hung up; the question may be asked again. */
export function isPassing(thrown: unknown): boolean {
  return (
    codesOf(thrown).some((code) => passing.test(code)) || reasonOf(thrown).startsWith("Connection terminated")
  );
}

/** SQLSTATE classes 08 and 53300, shutdowns and starts; and what the network says. */
const passing =
  /^(?:08\w{3}|53300|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;

/** What a failure says to people; one with several causes says the first. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return reasonOf(thrown.errors[0]);
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function codesOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  return "code" in thrown && typeof thrown.code === "string" ? [thrown.code] : [];
}
