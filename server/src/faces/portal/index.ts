export { portalOperations } from "./portal.routes";
