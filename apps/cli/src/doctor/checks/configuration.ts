import { settings } from "@switchyard/gateway";
import { didYouMean } from "@switchyard/registry-client";
import type { DoctorContext } from "../doctor-context.ts";
import { ok, warning, type Said } from "../finding.ts";

/** Variables of ours that are no settings of the gateway. */
const others = ["SWITCHYARD_CONFIG", "SWITCHYARD_URL"];

/** Whether something is set that nobody reads. A configuration with faults does not come so far. */
export function checkConfiguration({ env }: Pick<DoctorContext, "env">): readonly Said[] {
  const known = new Set([...others, ...settings.flatMap(({ variables }) => variables)]);
  const unknown = Object.keys(env).filter((name) => name.startsWith("SWITCHYARD_") && !known.has(name));
  const file = env["SWITCHYARD_CONFIG"] || undefined;
  return [
    ok(`the configuration is valid (${file ?? "no file; defaults and variables"})`),
    ...unknown.map((name) =>
      warning(
        `${name} is set, and nothing reads it${didYouMean(name, known)}`,
        "Correct its name, or unset it.",
      ),
    ),
  ];
}
