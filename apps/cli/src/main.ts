import { GatewayError } from "@switchyard/core";
import { createProgram } from "./program.ts";

// With `isolation: thread` ONNX Runtime is in this process, and would tell its makers of itself.
process.env["ORT_DISABLE_TELEMETRY"] ??= "1";

try {
  await createProgram(process.env).parseAsync();
} catch (thrown) {
  if (!(thrown instanceof GatewayError)) throw thrown;
  process.stderr.write(`switchyard: ${thrown.message}\n`);
  process.exitCode = thrown.code === "invalid_configuration" ? 2 : 1;
}
