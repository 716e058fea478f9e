import { join } from "node:path";
import type { Page } from "../page/page.ts";
import { freePort } from "../../../free-port.mjs";
import { PageShell } from "./page-shell.ts";
import { PortMap, portsIn } from "./port-map.ts";
import { repository } from "../repository.ts";
import { Scratch } from "./scratch.ts";

/** Ports that programs take by themselves, and that a page need not mention: the gateway's and MLflow's. */
const ownPorts = [8080, 5000];

/** A scratch copy of the repository, and a shell in it whose commands meet nothing of this machine's own settings. */
export async function openPage(
  page: Page,
  python: string,
): Promise<AsyncDisposable & { readonly shell: PageShell }> {
  await using stack = new AsyncDisposableStack();
  const scratch = stack.use(await Scratch.make());
  const ports = await freePorts(page);
  const shell = stack.use(
    new PageShell({
      folder: scratch.folder,
      state: join(scratch.folder, ".shell"),
      env: environment(scratch.folder, ports, python),
      ports,
    }),
  );
  if (page.needs.includes("mlflow")) await startMlflow(shell, python);
  const owned = stack.move();
  return { shell, [Symbol.asyncDispose]: async () => await owned.disposeAsync() };
}

async function freePorts(page: Page): Promise<PortMap> {
  const shown = portsIn(page.blocks.map(({ text }) => text).join("\n"));
  const pairs = [...new Set([...ownPorts, ...shown])].map(async (port) => [port, await freePort()] as const);
  return new PortMap(new Map(await Promise.all(pairs)));
}

function environment(folder: string, ports: PortMap, python: string): Readonly<Record<string, string>> {
  const bin = join(python, "..");
  const tools = [join(repository, ".toolchain/node_modules/.bin"), join(repository, "node_modules/.bin")];
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(?:SWITCHYARD|MLFLOW|AWS|VITEST|NODE)_/.test(name) ? [] : [[name, value]],
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [...tools, bin, process.env["PATH"] ?? ""].join(":"),
    MLFLOW_DISABLE_TELEMETRY: "true",
    DO_NOT_TRACK: "true",
    SWITCHYARD_PORT: String(ports.of(8080)),
    SWITCHYARD_URL: `http://127.0.0.1:${ports.of(8080)}`,
    SWITCHYARD_CACHE_DIR: join(folder, ".models"),
  };
}

/** A real MLflow server on a copy of the sample registry. */
async function startMlflow(shell: PageShell, python: string): Promise<void> {
  const program = join(repository, "scripts/testbed/run.py");
  // It ends with its standard input.
  await shell.serve(
    `tail -f /dev/null | "${python}" "${program}" server --port 5000`,
    "http://127.0.0.1:5000/health",
  );
}
