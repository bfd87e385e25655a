export { followUpsOperations } from "./follow-up.routes";
export { installFollowedSubjects, type FollowedSubject } from "./followed-subjects";
export { moveHistory } from "./read-history";
