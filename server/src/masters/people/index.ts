export { createActorStore } from "./create-actor-store";
export { createOperator } from "./create-operator";
export { findStaff } from "./find-staff";
export { issueInvitation, type ContactToInvite } from "./issue-invitation";
export { installPartyReach, type PartyReach } from "./party-reach";
export { peopleOperations, tenantsOperations } from "./people.routes";
export { sessionsOperations } from "./sessions.routes";
export { User } from "./staff.model";
export { openTenant } from "./open-tenant";
