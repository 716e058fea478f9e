import { isDeepStrictEqual } from "node:util";
import type { ParamSpec } from "@switchyard/core";
import { breaking, widening, type SignatureChange } from "./signature-change.ts";
import { takesAll, typeText } from "./takes-all.ts";

/** What changes for those who send parameters; all have defaults, and unknown ones are ignored without a word. */
export function compareParams(
  serving: readonly ParamSpec[],
  next: readonly ParamSpec[],
): readonly SignatureChange[] {
  const kept = serving.flatMap((each) => {
    const same = next.find(({ name }) => name === each.name);
    return same ? compareParam(each, same) : [breaking(`parameter ${each.name} is gone`)];
  });
  const added = next.filter(({ name }) => !serving.some((each) => each.name === name));
  return [...kept, ...added.map(({ name }) => widening(`parameter ${name} is new`))];
}

function compareParam(serving: ParamSpec, next: ParamSpec): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  const text = `parameter ${next.name}: ${paramText(serving)} became ${paramText(next)}`;
  if (serving.list !== next.list) changes.push(breaking(text));
  else if (!isDeepStrictEqual(serving.type, next.type))
    changes.push(takesAll(next.type, serving.type, "column") ? widening(text) : breaking(text));
  if (!isDeepStrictEqual(serving.default, next.default))
    changes.push(widening(`parameter ${next.name}: its default changed`));
  return changes;
}

function paramText({ type, list }: ParamSpec): string {
  return list ? `list of ${typeText(type)}` : typeText(type);
}
