export { countReach } from "./count-reach";
export { countRows, listRows, type ReadingOptions } from "./list-rows";
export { withView } from "./saved-views";
export { viewsOperations } from "./views.routes";
