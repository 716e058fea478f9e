export { registerModel, type RegisterOptions } from "./register-model.ts";
export { conversionArgs, convertModel, type Conversion, type ConvertOptions } from "./convert-model.ts";
export { programDigest } from "./program-digest.ts";
export { probeInterpreter, pythonAdvice, type Interpreter } from "./probe-interpreter.ts";
export { probeUv } from "./probe-uv.ts";
export {
  pythonCommand,
  pythonWorkerCommand,
  type Environment,
  type PythonCommand,
} from "./python-command.ts";
export {
  UvEnvironments,
  type EnvironmentOptions,
  type UvEnvironmentsOptions,
} from "./environments/uv-environments.ts";
