/** A table to learn the age of abalones from, made up: the longer the shell, the more rings. */
export function madeUpShells(): string {
  const rows = Array.from({ length: 300 }, (_, index) => {
    const length = 0.1 + (0.7 * ((index * 37) % 300)) / 300;
    const others = [0.8, 0.2, 1, 0.4, 0.2, 0.3].map((part) => (length * part).toFixed(4));
    return ["MFI"[index % 3], length.toFixed(4), ...others, Math.round(2 + 20 * length)].join();
  });
  return [columns.join(), ...rows, ""].join("\n");
}

const columns = [
  "sex",
  "length",
  "diameter",
  "height",
  "whole_weight",
  "shucked_weight",
  "viscera_weight",
  "shell_weight",
  "rings",
];
