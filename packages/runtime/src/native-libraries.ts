/** A library with machine code in it, loaded for its version or not, with the reason. */
export interface NativeLibrary {
  readonly name: string;
  readonly version?: string;
  readonly failure?: string;
}

/** Loads what models run on, one after the other, so that a machine that lacks something says so. */
export async function nativeLibraries(): Promise<readonly NativeLibrary[]> {
  return [
    await tried("ONNX Runtime", async () => {
      const { env } = await import("onnxruntime-node");
      return env.versions.node ?? env.versions.common;
    }),
    await tried("sharp", async () => {
      const { default: sharp } = await import("sharp");
      return `${sharp.versions.sharp ?? "?"} with libvips ${sharp.versions.vips}`;
    }),
  ];
}

async function tried(name: string, load: () => Promise<string>): Promise<NativeLibrary> {
  try {
    return { name, version: await load() };
  } catch (thrown) {
    return { name, failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
