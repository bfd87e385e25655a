import { sessionsContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { acceptInvitation } from "./invitations";
import { refreshSession } from "./keep-session";
import { changePassword, listOwnSessions, revokeOwnSession, showMe, signOut } from "./own-sessions";
import { choosePlace, signIn } from "./sign-in";

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
