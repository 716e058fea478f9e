import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { GatewayError, type ArtifactSource, type ArtifactWriter } from "@switchyard/core";
import { checkRelativePath } from "../check-relative-path.ts";
import { localPath } from "./local-path.ts";

/** Puts files into directories on this machine; `pathOf` says which one a location means. */
export function createFileWriter(pathOf: (location: string) => string): ArtifactWriter {
  return {
    async write(location, { path, sizeBytes, read }, signal) {
      checkRelativePath(path);
      const target = join(resolve(pathOf(location)), path);
      const partial = `${target}.${randomUUID()}.partial`;
      try {
        await mkdir(dirname(target), { recursive: true });
        await writeFile(partial, read({ from: 0, to: sizeBytes }), { signal, flush: true });
        await rename(partial, target);
      } catch (cause) {
        await rm(partial, { force: true }).catch(() => undefined);
        signal.throwIfAborted();
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new GatewayError("load_failed", `cannot write ${target}: ${reason}`, { cause });
      }
    },
  };
}

/** Takes files away again that were put into a directory on this machine. */
export async function removeFrom(location: string, files: readonly ArtifactSource[]): Promise<void> {
  const directory = resolve(localPath(location));
  await Promise.all(files.map(({ path }) => rm(join(directory, path), { force: true })));
}
