import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { z } from "zod";
import { startDescribedServer } from "./testing/described-server.ts";
import { irisModel } from "./testing/random-models.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/http.md"), "utf8");
const openApi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const methods: ReadonlySet<string> = new Set(["get", "post", "put", "delete"]);

test("the page of paths has those of the document, and no others", async ({ expect }) => {
  await using server = await startDescribedServer({ root: "iris", parameters: { type: "object" } });
  server.serve({ iris: { "7": { ...irisModel, task: "image" } } });
  const { paths } = openApi.parse(await (await fetch(`${server.baseUrl}/openapi.json`)).json());
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((each) => methods.has(each))
      .map((method) => `${method.toUpperCase()} ${nameless(path)}`),
  );
  const told = [...page.matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g)].map(([, each]) => each);
  expect(new Set(told)).toEqual(new Set(documented));
});

/** The path as the page has it: of any model, version and alias. */
function nameless(path: string): string {
  return path
    .replace("@of%207", "@{alias}")
    .replace("/versions/7", "/versions/{version}")
    .replace(/\/(models|endpoints)\/iris/, "/$1/{name}");
}
