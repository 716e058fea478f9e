import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { promisify } from "node:util";
import { portOf } from "./port-of.ts";

const run = promisify(execFile);

/** Puts TLS, with a certificate that nobody signed, before a server on loopback that speaks none. */
export class TlsProxy implements Disposable {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `https://127.0.0.1:${portOf(server)}`;
  }

  static async start(target: string): Promise<TlsProxy> {
    const server = createServer(await certificate(), (client) => {
      const behind = connect(Number(new URL(target).port), "127.0.0.1");
      client.pipe(behind).pipe(client);
      client.on("error", () => behind.destroy()).on("close", () => behind.destroy());
      behind.on("error", () => client.destroy()).on("close", () => client.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TlsProxy(server);
  }

  /** Those who are connected may stay so: nobody waits for them. */
  [Symbol.dispose](): void {
    this.#server.close();
    this.#server.unref();
  }
}

async function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-tls-"));
  const [key, cert] = [join(folder.path, "key"), join(folder.path, "cert")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert];
  await run("openssl", [...made, ...subject]);
  return { key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8") };
}
