// Libraries of machine code are imported from this folder alone: the worker's bundle leaves it where it is.
export { default, type Sharp } from "sharp";
