import { endWithBrokenPipe } from "./broken-pipe.ts";
import { complete } from "./completion/complete.ts";
import { isServing } from "./is-serving.ts";
import { isAnswered } from "./manners.ts";
import { createProgram } from "./program.ts";
import { reportError, wantsJson } from "./report-error.ts";

// With `isolation: thread` ONNX Runtime is in this process, and would tell its makers of itself.
process.env["ORT_DISABLE_TELEMETRY"] ??= "1";

const args = process.argv.slice(2);

if (!isServing(args)) endWithBrokenPipe();

try {
  if (args[0] === "__complete") await complete(args.slice(1), process.env);
  else await createProgram(process.env).parseAsync();
} catch (thrown) {
  if (!isAnswered(thrown)) reportError(thrown, { json: wantsJson(args) });
}
