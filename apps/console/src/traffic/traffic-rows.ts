import type { VersionDetails } from "../api/model-details.ts";
import type { ModelLine } from "../api/model-line.ts";

/** One that can get a part of the requests, and what stands in its field. */
export interface TrafficRow {
  /** By which the gateway knows it: an alias, or a version number. */
  readonly label: string;
  readonly name: string;
  /** Whether it gets all requests while they are not split. */
  readonly isFollowed: boolean;
  readonly part: string;
}

type Served = Pick<ModelLine, "uri" | "version" | "aliases" | "traffic">;
type Version = Pick<VersionDetails, "version" | "state" | "aliases">;

/** The versions that are ready, carry an alias or get a part already; the one that is followed first. */
export function trafficRows(line: Served, versions: readonly Version[]): readonly TrafficRow[] {
  const shown = candidatesOf(line, versions);
  const known = new Set(shown.flatMap(({ version, aliases }) => [...aliases, version]));
  const others = Object.keys(line.traffic ?? {}).filter((label) => !known.has(label));
  return [...shown.map((version) => rowOf(line, version)), ...others.map((label) => goneRow(line, label))];
}

interface Candidate {
  readonly version: string;
  readonly aliases: readonly string[];
}

/** Each version once; an alias belongs to the one that serves, since one that is closed may not know that it moved. */
function candidatesOf(line: Served, versions: readonly Version[]): readonly Candidate[] {
  const followed = line.version ? [{ version: line.version, state: "ready", aliases: line.aliases }] : [];
  const ready = versions.filter(({ state }) => state === "ready");
  const known = [...followed, ...ready, ...versions];
  const unique = known.filter((each, index) => index === firstIndex(known, each.version));
  const taken = new Set<string>();
  return unique.flatMap(({ version, state, aliases }) => {
    const own = (aliases ?? []).filter((alias) => !taken.has(alias));
    for (const alias of own) taken.add(alias);
    return state === "ready" || own.length > 0 ? [{ version, aliases: own }] : [];
  });
}

function firstIndex(versions: readonly Version[], wanted: string): number {
  return versions.findIndex(({ version }) => version === wanted);
}

function rowOf(line: Served, { version, aliases }: Candidate): TrafficRow {
  const names = [...aliases, version];
  const { traffic, uri } = line;
  const label =
    names.find((name) => traffic && Object.hasOwn(traffic, name)) ??
    aliases.find((alias) => uri.endsWith(`@${alias}`)) ??
    aliases[0] ??
    version;
  const isFollowed = version === line.version;
  const part = traffic ? partText(line, names) : isFollowed ? "100" : "0";
  return { label, name: label === version ? `v${version}` : `${label} (v${version})`, isFollowed, part };
}

function goneRow(line: Served, label: string): TrafficRow {
  return { label, name: label, isFollowed: false, part: partText(line, [label]) };
}

/** What the split gives to one that goes by several names. */
function partText({ traffic }: Served, names: readonly string[]): string {
  const parts = names.map((name) => traffic?.[name]).filter((part) => typeof part === "number");
  return String(parts.reduce((sum, part) => sum + part, 0));
}
