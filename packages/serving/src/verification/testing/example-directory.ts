import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const file = "serving_input_example.json";

/** A directory that holds an input example, and nothing once it is disposed. */
export class ExampleDirectory implements AsyncDisposable {
  readonly path: string;
  readonly servingInputExample: string = file;

  private constructor(path: string) {
    this.path = path;
  }

  static async with(example: string): Promise<ExampleDirectory> {
    const path = await mkdtemp(join(tmpdir(), "example-"));
    await writeFile(join(path, file), example);
    return new ExampleDirectory(path);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.path, { recursive: true });
  }
}
