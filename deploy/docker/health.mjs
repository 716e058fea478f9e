// Tells Docker whether the program of this container is well: the gateway by /livez, the server of one model by
// /health. It finds address and port as the program itself does: in its command line, variables and file.
import { readFileSync } from "node:fs";
import process from "node:process";
import { loadConfig } from "./apps/gateway/dist/config/load-config.js";
import { modelServerSettings } from "./apps/gateway/dist/config/model-server-variables.js";

const { sources, path } = programOf(commandLine());
const { host, port } = loadConfig(sources).server;
// An address that stands for all is asked on loopback.
const reached = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
const response = await fetch(`http://${reached}:${port}${path}`, { signal: AbortSignal.timeout(4000) });
process.stdout.write(`${path} answered ${response.status}\n`);
process.exitCode = response.ok ? 0 : 1;

/** What follows the program's name in the first process, which may be an init that started it. */
function commandLine() {
  const words = readFileSync("/proc/1/cmdline", "utf8").split("\0").slice(0, -1);
  return words.slice(words.findIndex((word) => word.endsWith("/cli/dist/main.js")) + 1);
}

function programOf([command, ...args]) {
  const { env } = process;
  if (command === "model-server") return { sources: modelServer(args), path: "/health" };
  if (command === "models") return { sources: { args: [modelsServePort(args)], env }, path: "/health" };
  return { sources: { args, env }, path: "/livez" };
}

function modelServer(args) {
  const { own, env } = modelServerSettings(process.env);
  const { host: address = "0.0.0.0", port: number = "5001" } = own;
  return { args: [`--host=${address}`, `--port=${number}`, ...args], env };
}

/** Of `models serve`, whose flags are MLflow's. */
function modelsServePort(args) {
  const at = args.findIndex((arg) => /^(?:-p|--port)(?:=|$)/.test(arg));
  const given = at < 0 ? process.env.MLFLOW_PORT || "5000" : (args[at].split("=")[1] ?? args[at + 1]);
  return `--port=${given}`;
}
