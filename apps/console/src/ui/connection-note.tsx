import type { VNode } from "preact";
import { live } from "../state/live.ts";
import { TokenForm } from "./token-form.tsx";

/** Says what is wrong with the connection, and asks for a token where that would help. */
export function ConnectionNote(): VNode | null {
  const { connection } = live.value;
  if (connection.kind === "locked")
    return (
      <section class="note note-bad" aria-label="Token needed">
        <p>{connection.reason}</p>
        <TokenForm />
      </section>
    );
  if (connection.kind !== "lost") return null;
  return (
    <p class="note note-bad" role="alert">
      Connection lost: {connection.reason}. What you see may be old; trying again.
    </p>
  );
}
