import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "vitest";
import { watchCommand } from "./testing/watch-command.ts";

test.for([
  [["models", "list"], "SIGINT", 130],
  [["models", "download", "-m", "models:/iris/1"], "SIGTERM", 143],
  [["models", "diff", "iris", "1", "2"], "SIGINT", 130],
] as const)(
  "%j that waits for the registry ends with %s: exit code %i",
  async ([args, signal, code], { expect }) => {
    const silent = createServer();
    await once(silent.listen(0, "127.0.0.1"), "listening");
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await using command = watchCommand([...args, "--tracking-uri", `http://127.0.0.1:${port}`]);
    await once(silent, "request");
    expect(await command.interrupt(signal)).toEqual([code, null]);
    expect(command.complaints).toEqual([expect.stringMatching(/^switchyard: interrupted; /)]);
    silent.closeAllConnections();
    silent.close();
  },
);
