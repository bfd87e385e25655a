export { listHandlers } from "./list-handlers";
