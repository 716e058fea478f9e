import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../free-port.mjs";
import { PageShell } from "../run/page-shell.ts";
import { PortMap } from "../run/port-map.ts";

export interface OpenedShell extends AsyncDisposable {
  readonly shell: PageShell;
  readonly folder: string;
  /** What stands for 8080. */
  readonly port: number;
}

/** A shell in an empty folder. */
export async function openShell(): Promise<OpenedShell> {
  await using stack = new AsyncDisposableStack();
  const { path: folder } = stack.use(await mkdtempDisposable(join(tmpdir(), "page-shell-")));
  const port = await freePort();
  const shell = stack.use(
    new PageShell({
      folder,
      state: join(folder, ".shell"),
      env: { PATH: process.env["PATH"] ?? "" },
      ports: new PortMap(new Map([[8080, port]])),
    }),
  );
  const owned = stack.move();
  return { shell, folder, port, [Symbol.asyncDispose]: async () => await owned.disposeAsync() };
}
