// Asks an iris model for the species of flowers, as `mlflow models serve` takes them: node client.ts [PAYLOAD_FILE]
// The payload is what MLflow keeps beside a model as serving_input_example.json, and what its
// `mlflow.models.validate_serving_input` takes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env } from "node:process";

const url = env["IRIS_URL"] ?? `http://127.0.0.1:${env["PORT"] ?? "1234"}`;
const payload = readFileSync(argv[2] ?? join(import.meta.dirname, "serving_input_example.json"), "utf8");
const flowers = {
  dataframe_split: {
    columns: ["sepal_length", "sepal_width", "petal_length", "petal_width"],
    data: [
      [5.1, 3.5, 1.4, 0.2],
      [6.7, 3.0, 5.2, 2.3],
    ],
  },
};

for (const [name, body] of Object.entries({
  dataframe_split: JSON.stringify(flowers),
  "serving input": payload,
})) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/invocations`, { method: "POST", headers, body });
  const answer = await response.text();
  console.log(`${name}:`, response.status, answer);
  const rows = JSON.parse(body).dataframe_split.data.length;
  if (!response.ok || JSON.parse(answer).predictions.length !== rows)
    throw new Error(`${name}: expected ${rows} predictions`);
}
