import { jsonText, pythonLiteral } from "../format/literal.ts";
import type { TryRequest } from "./draft.ts";

/** The languages in which a request is shown. */
export const languages = ["cURL", "Python", "TypeScript"] as const;

/** One of them. */
export type Language = (typeof languages)[number];

interface SampleOptions {
  readonly url: string;
  readonly request: TryRequest;
  /** Whether the gateway wants a token; the sample takes it from the environment. */
  readonly hasToken: boolean;
}

/** The same request as a program would send it. */
export function codeSample(language: Language, options: SampleOptions): string {
  return writers[language](options);
}

const writers: Readonly<Record<Language, (options: SampleOptions) => string>> = {
  cURL: curl,
  Python: python,
  TypeScript: typeScript,
};

function curl({ url, request, hasToken }: SampleOptions): string {
  const content =
    request.kind === "file"
      ? [`-F ${shellQuoted(`file=@${request.file.name}`)}`]
      : ["-H 'Content-Type: application/json'", `-d ${shellQuoted(compact(request.body))}`];
  const access = hasToken ? ['-H "Authorization: Bearer $SWITCHYARD_TOKEN"'] : [];
  return [`curl ${shellQuoted(url)}`, ...access, ...content].join(" \\\n  ");
}

function python({ url, request, hasToken }: SampleOptions): string {
  const isFile = request.kind === "file";
  return lines(
    hasToken && "import os",
    "import requests",
    "",
    !isFile && `body = ${pythonLiteral(JSON.parse(request.body))}`,
    "response = requests.post(",
    `    ${JSON.stringify(url)},`,
    hasToken && `    headers={"Authorization": f"Bearer {os.environ['SWITCHYARD_TOKEN']}"},`,
    isFile ? `    files={"file": open(${JSON.stringify(request.file.name)}, "rb")},` : "    json=body,",
    ")",
    "response.raise_for_status()",
    "print(response.json())",
  );
}

function typeScript({ url, request, hasToken }: SampleOptions): string {
  const isFile = request.kind === "file";
  const headers = [
    ...(hasToken ? ["Authorization: `Bearer ${process.env.SWITCHYARD_TOKEN}`"] : []),
    ...(isFile ? [] : ['"Content-Type": "application/json"']),
  ];
  return lines(
    isFile && 'import { openAsBlob } from "node:fs";',
    isFile && "",
    isFile && "const body = new FormData();",
    isFile && `body.set("file", await openAsBlob(${JSON.stringify(request.file.name)}));`,
    !isFile && `const body = ${jsonText(JSON.parse(request.body))};`,
    `const response = await fetch(${JSON.stringify(url)}, {`,
    '  method: "POST",',
    headers.length > 0 && `  headers: { ${headers.join(", ")} },`,
    isFile ? "  body," : "  body: JSON.stringify(body),",
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    "console.log(await response.json());",
  );
}

function lines(...all: readonly (string | false)[]): string {
  return all.filter((line) => line !== false).join("\n");
}

/** On one line; what is so already stays as it is, numbers that a browser cannot hold included. */
function compact(json: string): string {
  return json.includes("\n") ? JSON.stringify(JSON.parse(json)) : json;
}

function shellQuoted(text: string): string {
  return /^[\w./:@=%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
