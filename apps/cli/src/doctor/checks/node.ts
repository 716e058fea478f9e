import { ok, failed, type Said } from "../finding.ts";

const oldest = 24;

/** Whether this Node can run Switchyard. */
export function checkNode(version: string = process.versions.node): readonly Said[] {
  const [major = 0] = version.split(".").map(Number);
  const about = `Node ${version} on ${process.platform} ${process.arch}`;
  if (major >= oldest) return [ok(about)];
  return [
    failed(
      `${about} is too old; ${oldest} is needed`,
      "Start it by scripts/switchyard, which brings its own Node.",
    ),
  ];
}
