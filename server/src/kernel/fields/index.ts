export * from "./define-resource";
export { readField } from "./field-codec";
export { hiddenFrom } from "./visible-fields";
