import { breakpointsContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { findBreakpoints } from "./find-breakpoints";
import { showPanorama } from "./show-panorama";

export const breakpointsOperations = implement(breakpointsContract, {
  "breakpoints.find": findBreakpoints,
  "panorama.show": showPanorama,
});
