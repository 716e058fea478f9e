import { GatewayError } from "@switchyard/core";
import { createProgram } from "./program.ts";

try {
  await createProgram(process.env).parseAsync();
} catch (thrown) {
  if (!(thrown instanceof GatewayError)) throw thrown;
  process.stderr.write(`switchyard: ${thrown.message}\n`);
  process.exitCode = thrown.code === "invalid_configuration" ? 2 : 1;
}
