import type { Command } from "commander";
import { clientCommand, type ClientOptions } from "./client-command.ts";
import type { DoctorOptions } from "./commands/doctor.ts";
import { examples } from "./examples.ts";
import type { Environment } from "./registry-access.ts";
import { trackingUri } from "./tracking-uri.ts";

/** `switchyard doctor`: what would keep models from being served here. */
export function doctorCommand(env: Environment): Command {
  return clientCommand("doctor", "look for what would keep models from being served here")
    .option("--config <file>", "the configuration to look at (SWITCHYARD_CONFIG)")
    .addOption(trackingUri())
    .addHelpText("after", examples("doctor", "doctor --config switchyard.yaml", "doctor --json"))
    .addHelpText("after", "\nExit code: 0 when nothing failed, 1 when something did; warnings do not count.")
    .action(
      async (flags: ClientOptions & Pick<DoctorOptions, "config" | "trackingUri">, command: Command) => {
        const { doctor } = await import("./commands/doctor.ts");
        const isUrlGiven = command.getOptionValueSource("url") !== "default";
        await doctor({ ...flags, env, isUrlGiven });
      },
    );
}
