import Taro from "@tarojs/taro";

/** Who is signed in on this device: the tokens, and for which company. */
export interface Session {
  accessToken: string;
  refreshToken: string;
  /** Names what is kept for one company, so that another one's is never shown. */
  place: { kind: string; memberId: string | null; partyName: string | null };
}

const KEY = "session";

export function readSession(): Session | null {
  const kept: unknown = Taro.getStorageSync(KEY);
  return typeof kept === "object" && kept !== null && "accessToken" in kept
    ? (kept as Session)
    : null;
}

export function keepSession(session: Session): void {
  Taro.setStorageSync(KEY, session);
}

/** Only the session goes: what was typed stays for the same person's next one. */
export function forgetSession(): void {
  Taro.removeStorageSync(KEY);
}

/** The owner of what is kept on this device. */
export const ownerOf = (session: Session | null): string =>
  session ? `${session.place.kind}.${session.place.memberId ?? ""}` : "nobody";
