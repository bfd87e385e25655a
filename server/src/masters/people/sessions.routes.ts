import { sessionsContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { acceptInvitation } from "./accept-invitation";
import { refreshSession } from "./refresh-session";
import { changePassword } from "./change-password";
import { listOwnSessions } from "./list-sessions";
import { revokeOwnSession, signOut } from "./revoke-session";
import { showMe } from "./show-me";
import { choosePlace } from "./choose-place";
import { signIn } from "./sign-in";

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
