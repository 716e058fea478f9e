/** What stands for a model's name or version in a path. */
const places: ReadonlyMap<string, string> = new Map([
  ["models", "{name}"],
  ["versions", "{version}"],
  ["endpoints", "{name}"],
]);

/** The path of an inference request with names and versions taken out, so that few routes stand for all. */
export function routeOf(path: string): string {
  const segments = path.split("/");
  return segments.map((segment, index) => places.get(segments[index - 1] ?? "") ?? segment).join("/");
}
