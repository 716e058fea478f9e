import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A file system of its own that is soon full; mounting it takes root. */
export class SmallDisk implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async mount(sizeBytes: number): Promise<SmallDisk> {
    const path = await mkdtemp(join(tmpdir(), "switchyard-disk-"));
    await run("mount", ["-t", "tmpfs", "-o", `size=${sizeBytes}`, "tmpfs", path]);
    return new SmallDisk(path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run("umount", [this.path]);
    await rm(this.path, { recursive: true });
  }
}
