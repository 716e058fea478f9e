import { parse, type ScalarTag } from "yaml";

/**
 * Reads YAML the way PyYAML, its writer, does: plain scalars are numbers only where YAML 1.1 as PyYAML knows
 * it says so, so that ids such as `123e45`, version numbers and dates stay text.
 */
export function parseYaml(text: string): unknown {
  return parse(text, {
    schema: "failsafe",
    customTags: (tags) => [...tags, nullTag, boolTag, intTag, floatTag],
    uniqueKeys: false,
    logLevel: "error",
  });
}

const nullTag: ScalarTag = {
  tag: "tag:yaml.org,2002:null",
  default: true,
  test: /^(?:~|null|Null|NULL|)$/,
  resolve: () => null,
};

const boolTag: ScalarTag = {
  tag: "tag:yaml.org,2002:bool",
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:y|t|on)/i.test(text),
};

const intTag: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)$/,
  resolve: (text) => integerOf(text.replaceAll("_", "")),
};

function integerOf(text: string): number {
  const digits = text.replace(/^[-+]/, "");
  const magnitude = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith("-") ? -magnitude : magnitude;
}

const floatTag: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  test: /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text) => floatOf(text.replaceAll("_", "").toLowerCase()),
};

function floatOf(text: string): number {
  if (text === ".nan") return Number.NaN;
  if (text.endsWith(".inf")) return text.startsWith("-") ? -Infinity : Infinity;
  return Number(text);
}
