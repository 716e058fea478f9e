/** A profile of V8's as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** Which node was at work at each moment, and the microseconds since the moment before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A function, and which part of the whole time went to itself. */
export interface SelfTime {
  readonly place: string;
  readonly share: number;
}

/** Where the time went, most first. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): readonly SelfTime[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? "unknown";
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const total = [...times.values()].reduce((sum, each) => sum + each, 0);
  return [...times]
    .map(([place, time]) => ({ place, share: time / total }))
    .toSorted((one, other) => other.share - one.share);
}

function placeOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  const name = functionName || "(anonymous)";
  return url === "" ? name : `${name} ${url.replace(/^.*\/(?=[^/]+\/[^/]+$)/, "")}:${lineNumber + 1}`;
}
