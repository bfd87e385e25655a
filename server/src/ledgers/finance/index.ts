export { changeCommitment, commitToCustomer, releaseCommitment } from "./commitment";
export {
  exposureOf,
  lockPartyBalance,
  postEntries,
  type Account,
  type EntryCause,
  type LockedBalance,
  type NewEntry,
} from "./party-balance";
