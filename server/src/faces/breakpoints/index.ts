export { breakpointsOperations } from "./breakpoints.routes";
