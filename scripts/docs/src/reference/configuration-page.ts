import { configJsonSchema } from "@switchyard/gateway";
import { type ConfigurationKey, configurationKeys } from "./configuration-keys.ts";
import { markdownTable } from "./markdown-table.ts";

const introduction = `# Every key of the configuration

Made from the schema by \`npm run docs:reference\`. [Configuration](configuration.md) tells how to use it. A flag stands over its
variable, a variable over the file; of several variables the first that is set counts. Editors complete these keys by
[switchyard.schema.json](public/switchyard.schema.json).
`;

/** The page that lists every key with its names, default and meaning. */
export function configurationPage(): string {
  const keys = configurationKeys(configJsonSchema()).filter(({ path }) => !isShared(path));
  const sections = Map.groupBy(keys, ({ path }) => sectionOf(path));
  return [introduction, ...[...sections].map(([title, each]) => section(title, each))].join("\n");
}

/** What can be said of one model as well as of all is listed once, below `defaults`. */
function isShared(path: string): boolean {
  return path.startsWith("models.<name>.") && !/\.(?:uri|port|train)\b/.test(path);
}

function sectionOf(path: string): string {
  if (!path.includes(".")) return path === "models" || path === "discover" ? path : "others";
  return path.startsWith("models.<name>.train.") ? "train" : (path.split(".")[0] ?? "");
}

const titles: Readonly<Record<string, string>> = {
  train: "models.&lt;name&gt;.train",
  defaults: "defaults, and one model",
  others: "Further keys",
};

const remarks: Readonly<Record<string, string>> = {
  models: "A model takes every key of `defaults`, too. A text in place of keys is its `uri`.\n",
  defaults: "Below `models.<name>` the same keys say it for one model.\n",
  train: "[Training](training.md) tells more.\n",
  predictionLog: "[The prediction log](prediction-log.md) tells more.\n",
  memory: "[Memory](memory.md) tells more.\n",
};

function section(name: string, keys: readonly ConfigurationKey[]): string {
  const header = ["key", "flag", "variable", "values", "default", "meaning"];
  const rows = keys.map((key) => [
    code(key.path),
    key.flag === undefined ? "" : code(`--${key.flag}`),
    key.variables.map(code).join(", "),
    key.values,
    key.default === undefined ? "" : code(key.default.replaceAll('"', "")),
    meaningOf(key),
  ]);
  const remark = remarks[name];
  return [
    `## ${titles[name] ?? name}`,
    "",
    ...(remark === undefined ? [] : [remark]),
    markdownTable(header, rows),
  ].join("\n");
}

/** The default has a column of its own. */
function meaningOf({ meaning, default: value }: ConfigurationKey): string {
  return meaning.replace(` (${value?.replaceAll('"', "")})`, "");
}

function code(text: string): string {
  return `\`${text}\``;
}
