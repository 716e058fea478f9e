import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { test } from "vitest";

const run = promisify(execFile);

test("loads the SDK for the first s3:// location that is read, and not before", async ({ expect }) => {
  const script = `
    import { registerHooks } from "node:module";
    let isLoaded = false;
    registerHooks({ resolve(specifier, context, next) {
      isLoaded ||= specifier.startsWith("@aws-sdk/");
      return next(specifier, context);
    } });
    const { createArtifactStores } = await import("${import.meta.resolve("../../index.ts")}");
    const stores = createArtifactStores({ s3: { endpoint: "http://127.0.0.1:9" } });
    const before = isLoaded;
    await stores.get("s3").list("s3://bucket/model", AbortSignal.timeout(1)).catch(() => undefined);
    console.log(before, isLoaded);
  `;
  const args = ["--conditions=source", "--input-type=module", "--eval", script];
  const { stdout } = await run(process.execPath, args, { cwd: import.meta.dirname });
  expect(stdout.trim()).toBe("false true");
});
