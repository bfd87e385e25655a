export * from "./document-numbers";
