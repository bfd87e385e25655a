import { portalCompaniesContract, sessionsContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { acceptInvitation } from "./accept-invitation";
import { refreshSession } from "./refresh-session";
import { changePassword } from "./change-password";
import { listOwnSessions } from "./list-sessions";
import { revokeOwnSession, signOut } from "./revoke-session";
import { showMe } from "./show-me";
import { choosePlace } from "./choose-place";
import { listCompanies, showPortalMe } from "./own-companies";
import { signIn } from "./sign-in";
import { switchCompany } from "./switch-company";

export const sessionsOperations = implement(sessionsContract, {
  "sessions.signIn": signIn,
  "sessions.choose": choosePlace,
  "sessions.acceptInvitation": acceptInvitation,
  "sessions.refresh": refreshSession,
  "sessions.signOut": signOut,
  "sessions.list": listOwnSessions,
  "sessions.revoke": revokeOwnSession,
  "sessions.changePassword": changePassword,
  "sessions.me": showMe,
});

export const portalCompaniesOperations = implement(portalCompaniesContract, {
  "portal.me.show": showPortalMe,
  "portal.companies.list": listCompanies,
  "portal.companies.switch": switchCompany,
});
