import type { ListFields } from "@quanlian/shared/contract";
import type { Resource } from "../fields/define-resource";
import { makeListHandlers, type ListHandlers } from "../lists/list-handlers";
import { exportRows } from "./export-rows";

/** What answers `<name>.list`, `<name>.count` and `<name>.export`: spread it into the link's `implement`. */
export const listHandlers = <N extends string, F extends ListFields>(
  resource: Resource<N, F>,
): ListHandlers<N, F> => makeListHandlers(resource, exportRows);
