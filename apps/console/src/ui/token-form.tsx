import type { VNode } from "preact";
import { keepToken } from "../api/token.ts";

/** Takes a token and keeps it for as long as the tab lives. */
export function TokenForm(): VNode {
  return (
    <form class="token-form" onSubmit={takeToken}>
      <label>
        Token
        <input name="token" type="password" autocomplete="off" required />
      </label>
      <button type="submit" class="button">
        Use token
      </button>
    </form>
  );
}

function takeToken(event: SubmitEvent): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLFormElement)) return;
  const given = new FormData(event.currentTarget).get("token");
  if (typeof given === "string") keepToken(given);
}
