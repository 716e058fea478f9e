/** An abalone's shell, as its age is asked for. */
export const shell = {
  sex: "M",
  length: 0.455,
  diameter: 0.365,
  height: 0.095,
  whole_weight: 0.514,
  shucked_weight: 0.2245,
  viscera_weight: 0.101,
  shell_weight: 0.15,
} as const;

/** A table to learn the age of abalones from, made up: the longer the shell, the more rings. */
export function madeUpShells(): string {
  const rows = Array.from({ length: 300 }, (_, index) => {
    const length = 0.1 + (0.7 * ((index * 37) % 300)) / 300;
    const others = [0.8, 0.2, 1, 0.4, 0.2, 0.3].map((part) => (length * part).toFixed(4));
    return ["MFI"[index % 3], length.toFixed(4), ...others, Math.round(2 + 20 * length)].join();
  });
  return [[...Object.keys(shell), "rings"].join(), ...rows, ""].join("\n");
}
