import type { Argument, Command, Option } from "commander";
import { isServing } from "../is-serving.ts";
import type { CompletionNames } from "./completion-names.ts";
import { wantedAt, type Place } from "./wanted-at.ts";

/** A word that may stand there, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** The words, or that a file is wanted, which shells know better. */
export type Completions = "files" | readonly Candidate[];

/** What may come at the end of a command line, its first word left out. */
export async function completions(
  program: Command,
  words: readonly string[],
  names: CompletionNames,
): Promise<Completions> {
  const place = wantedAt(program, words);
  const found = await candidatesAt(place, names);
  if (found === "files") return found;
  const fitting = found.filter(({ value }) => value.startsWith(place.typed));
  return place.prefix === "" ? fitting : fitting.map(({ value }) => ({ value: `${place.prefix}${value}` }));
}

async function candidatesAt({ wanted }: Place, names: CompletionNames): Promise<Completions> {
  switch (wanted.kind) {
    case "nothing":
      return [];
    case "commands":
      return wanted.command.commands.map((each) => ({ value: each.name(), description: each.description() }));
    case "options":
      return isServing(pathOf(wanted.command))
        ? [...optionsOf(wanted.command, wanted.used), ...(await names.settings())]
        : optionsOf(wanted.command, wanted.used);
    case "value":
      return await valuesOf(wanted.of, { operands: wanted.operands, names });
  }
}

/** The names of a command and those above it, the program's left out. */
function pathOf(command: Command): readonly string[] {
  return command.parent ? [...pathOf(command.parent), command.name()] : [];
}

function optionsOf(command: Command, used: readonly string[]): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ short, long }) => !used.includes(short ?? "") && !used.includes(long ?? ""))
    .map(({ short, long, description }) => ({ value: long ?? short ?? "", description }));
}

interface Asked {
  readonly operands: readonly string[];
  readonly names: CompletionNames;
}

type Source = (asked: Asked) => Promise<readonly string[]>;

const aliases: Source = async ({ names, operands: [name = ""] }) => await names.aliases(name);
const versions: Source = async ({ names, operands: [name = ""] }) => await names.versions(name);
const uris: Source = async ({ names }) => await names.uris();
const registered: Source = async ({ names }) => await names.registered();

/** By what an argument is called, or an option's long name. */
const sources: Readonly<Record<string, Source | "files" | readonly string[]>> = {
  model: async ({ names }) => await names.served(),
  name: registered,
  uri: uris,
  first: versions,
  second: versions,
  file: "files",
  directory: "files",
  "--file": "files",
  "--config": "files",
  "--requests": "files",
  "--directory": "files",
  "--out": "files",
  "--python": "files",
  "--model-uri": uris,
  "--name": registered,
  "--alias": aliases,
  "--to": aliases,
  "--from": aliases,
  "--version": versions,
  "--env-manager": ["local", "uv", "conda", "virtualenv"],
};

async function valuesOf(of: Option | Argument, asked: Asked): Promise<Completions> {
  if (of.argChoices) return toCandidates(of.argChoices);
  const source = sources["long" in of ? (of.long ?? "") : of.name()] ?? [];
  if (source === "files") return source;
  return toCandidates(typeof source === "function" ? await source(asked) : source);
}

function toCandidates(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value }));
}
