import { globSync, readFileSync } from "node:fs";

/** Which of our packages each package may depend on: all import core, http also serving, apps wire. */
const allowed: Record<string, readonly string[]> = {
  core: [],
  "registry-client": ["core"],
  codecs: ["core"],
  runtime: ["core"],
  serving: ["core"],
  telemetry: ["core"],
  http: ["core", "serving"],
  "model-worker": ["core", "codecs", "runtime"],
  "python-worker": ["core"],
  gateway: [
    "core",
    "registry-client",
    "serving",
    "http",
    "telemetry",
    "codecs",
    "model-worker",
    "python-worker",
  ],
  "model-server": ["core", "gateway"],
  console: [],
  cli: ["core", "registry-client", "serving", "gateway", "python-worker"],
};

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const violations = globSync("{packages,apps}/*/package.json").flatMap((path) => {
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const permitted = allowed[short(manifest.name)] ?? [];
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((dependency) => dependency.startsWith("@switchyard/") && !permitted.includes(short(dependency)))
    .map((dependency) => `${manifest.name} may not depend on ${dependency}`);
});

for (const violation of violations) console.error(violation);
process.exitCode = violations.length > 0 ? 1 : 0;

function short(name: string): string {
  return name.replace("@switchyard/", "");
}
