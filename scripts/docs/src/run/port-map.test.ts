import { describe, expect, test } from "vitest";
import { PortMap, portsIn } from "./port-map.ts";

describe("portsIn", () => {
  test.for([
    ["curl localhost:8080/health", [8080]],
    ["MLFLOW_TRACKING_URI=http://127.0.0.1:5000 npm start -- --port 9000", [5000, 9000]],
    ["models serve -p 5001", [5001]],
    ["PORT=1234 model-server", [1234]],
    ["server:\n  port: 8080\n  maxBodyBytes: 67108", [8080]],
    ["docker run -p 127.0.0.1:80:80", []],
  ] as const)("of %j are %j", ([text, ports]) => {
    expect(portsIn(text)).toEqual(ports);
  });
});

describe("PortMap", () => {
  const ports = new PortMap(new Map([[8080, 40_001]]));

  test.for([
    ["curl localhost:8080/health", "curl localhost:40001/health"],
    ["SWITCHYARD_PORT=8080", "SWITCHYARD_PORT=40001"],
    ["0.8080 18080 a8080", "0.8080 18080 a8080"],
  ] as const)("makes %j to %j, and back", ([shown, used]) => {
    expect(ports.toFree(shown)).toBe(used);
    expect(ports.toPage(used)).toBe(shown);
  });
});
