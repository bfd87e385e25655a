import { searchContract } from "@quanlian/shared/contract";
import { implement } from "../http/registry";
import { findRecords } from "./find-records";

export const searchOperations = implement(searchContract, {
  "search.find": findRecords,
});
