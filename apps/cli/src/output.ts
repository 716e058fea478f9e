import { z } from "zod";
import { CommandError } from "./command-error.ts";
import type { Answer } from "./gateway-client.ts";
import { printJson } from "./json-output.ts";

/** Prints an answer, which is JSON for people, too; throws when it is a refusal. */
export function printAnswer(answer: Answer): void {
  const { body } = checkedAnswer(answer);
  if (typeof body === "string") process.stdout.write(`${body}\n`);
  else printJson(body);
}

/** The answer itself; throws when it is a refusal. */
export function checkedAnswer(answer: Answer): Answer {
  if (answer.ok) return answer;
  throw refusal(answer);
}

const refused = z.looseObject({
  error_code: z.string(),
  message: z.string(),
  serving_version: z.string().optional(),
});

/** An answer in other words may come from what stands between: a proxy, or another program on that port. */
function refusal({ status, body }: Answer): CommandError {
  const { data } = refused.safeParse(body);
  if (!data)
    return new CommandError("refused", `the gateway answered ${status}: ${textOf(body)}`, {
      details: { status },
      hint: "Is it a Switchyard that listens there?",
    });
  const { error_code: code, message, ...more } = data;
  const serving = more.serving_version === undefined ? "" : `; ${more.serving_version} serves on`;
  return new CommandError(code, `${message}${serving}`, {
    details: { ...more, status },
    hint: hintFor(status, code),
  });
}

function hintFor(status: number, code: string): string | undefined {
  if (status === 401) return "Give the gateway's token with --token, or set SWITCHYARD_ADMIN_TOKEN.";
  if (code === "RESOURCE_DOES_NOT_EXIST") return "`switchyard status` lists what is served.";
  if (status === 429) return "The model has as many requests as it can queue; try again later.";
  return undefined;
}

function textOf(body: unknown): string {
  const text = typeof body === "string" ? body.trim() : JSON.stringify(body);
  return text === "" ? "nothing" : text.slice(0, 300);
}
