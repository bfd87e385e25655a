export { genealogyOperations } from "./genealogy.routes";
