import * as v from "valibot";
import { ask, modelPath } from "../api/ask.ts";
import { maybe, type Maybe } from "../api/maybe.ts";

interface Done {
  readonly message: string;
  readonly new_version?: Maybe<string>;
}

const done: v.GenericSchema<unknown, Done> = v.object({
  message: v.string(),
  new_version: maybe(v.string()),
});

/** Changes what is served, and tells what came of it; throws where the gateway refuses. */
export async function runAction(
  name: string,
  below: "/reload" | "/rollback",
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const { message, new_version: version } = await ask(modelPath(name, below), done, {
    method: "POST",
    headers,
  });
  return version ? `${message} (${version} answers)` : message;
}
