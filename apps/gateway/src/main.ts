import { GatewayError } from "@switchyard/core";
import { usage } from "./config/usage.ts";
import { runGateway } from "./run-gateway.ts";

// With `isolation: thread` ONNX Runtime is in this process, and would tell its makers of itself.
process.env["ORT_DISABLE_TELEMETRY"] ??= "1";

const args = process.argv.slice(2);

if (args.includes("--help")) process.stdout.write(usage());
else await run();

async function run(): Promise<void> {
  try {
    await runGateway({ args, env: process.env });
  } catch (thrown) {
    if (!(thrown instanceof GatewayError) || thrown.code !== "invalid_configuration") throw thrown;
    process.stderr.write(`switchyard: ${thrown.message}\n`);
    process.exitCode = 2;
  }
}
