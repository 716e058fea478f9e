/** Reads `run=no reason="needs Docker"`; words without a value are left to others. */
export function readAttributes(info: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...info.matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))/g)].map(([, key = "", quoted, plain = ""]) => [
      key,
      quoted ?? plain,
    ]),
  );
}
