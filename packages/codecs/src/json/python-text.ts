export { floatRepr, pythonText } from "@switchyard/core";
