import { Validator } from "@seriousme/openapi-schema-validator";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { startDescribedServer, type DescribedServer } from "./testing/described-server.ts";
import { describedModels, irisModel } from "./testing/random-models.ts";

// Made once: it takes longest to read the specification's own schema.
const validator = new Validator();

let server: DescribedServer;
beforeAll(async () => {
  server = await startDescribedServer();
});
afterAll(async () => await server[Symbol.asyncDispose]());

const operation = z.object({ operationId: z.string() });
const openApi = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  tags: z.array(z.object({ name: z.string() })),
});

async function documentAt(path: string): Promise<z.infer<typeof openApi>> {
  return openApi.parse(await (await fetch(`${server.baseUrl}${path}`)).json());
}

test("whatever is served, the document is valid, its references lead somewhere, and its ids are unique", async ({
  expect,
}) => {
  await fc.assert(
    fc.asyncProperty(describedModels, async (models) => {
      server.serve(models);
      const paths = ["/openapi.json", ...Object.keys(models).map(documentPath)];
      for (const path of paths) {
        const document = await documentAt(path);
        expect(await validator.validate(document)).toMatchObject({ valid: true });
        expect(danglingIn(document)).toEqual([]);
        expect(repeated(idsIn(document))).toEqual([]);
        expect(repeated(document.tags.map(({ name }) => name))).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

test("a method that the document does not have at a path is refused, and the answer lists those it has", async ({
  expect,
}) => {
  server.serve({ iris: { "1": irisModel } });
  const { paths } = await documentAt("/openapi.json");
  for (const [path, item] of Object.entries(paths)) {
    const url = path.replace("{name}", "iris").replace("{version}", "1");
    const response = await fetch(`${server.baseUrl}${url}`, { method: "PATCH" });
    const allowed = response.headers.get("allow")?.split(", ");
    const documented = methods.filter((method) => method.toLowerCase() in item);
    expect([path, response.status, allowed], path).toEqual([path, 405, expect.arrayContaining(documented)]);
  }
});

const methods = ["GET", "POST", "PUT", "DELETE"];

function documentPath(name: string): string {
  return `/models/${encodeURIComponent(name)}/openapi.json`;
}

/** References to what is not there. */
function danglingIn(document: Readonly<Record<string, unknown>>): readonly string[] {
  const refs = new Set<string>();
  JSON.stringify(document, (key, value: unknown) => {
    if (key === "$ref" && typeof value === "string") refs.add(value);
    return value;
  });
  return [...refs].filter((ref) => {
    const parts = ref.slice("#/".length).split("/");
    return (
      parts.reduce<unknown>((at, part) => z.looseObject({}).safeParse(at).data?.[part], document) ===
      undefined
    );
  });
}

function idsIn({ paths }: z.infer<typeof openApi>): readonly string[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((each) => operation.safeParse(each).data?.operationId ?? []),
  );
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
