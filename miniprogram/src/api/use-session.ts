import Taro from "@tarojs/taro";
import { deviceName } from "../platform";
import { call } from "./call";
import { newKey } from "./new-key";
import type { InputOf, OutputOf } from "./operations";
import { forgetSession, keepSession, readSession } from "./session";

type Entered = OutputOf<"sessions.choose">;
export type Place = Entered["place"];

/** Places of the portal: where a person works for a customer or a supplier. */
export const isPortalPlace = ({ kind }: Place): boolean =>
  kind === "customer" || kind === "supplier";

export function enter({ accessToken, refreshToken, place }: Entered): void {
  const { kind, memberId, partyName } = place;
  keepSession({ accessToken, refreshToken, place: { kind, memberId, partyName } });
  void Taro.switchTab({ url: "/pages/todo/index" });
}

/** Ends the session here and, when the network is there, on the server. */
export async function leave(): Promise<void> {
  await call("sessions.signOut", {}, newKey()).catch(() => undefined);
  forgetSession();
  await Taro.reLaunch({ url: "/pages/sign-in/index" });
}

/** Goes on for another of the person's companies. All pages are opened anew: nothing of the former one stays in sight. */
export async function switchCompany(
  to: Omit<InputOf<"portal.companies.switch">, "device">,
): Promise<void> {
  const entered = await call("portal.companies.switch", { ...to, device: deviceName }, newKey());
  const { accessToken, refreshToken, place } = entered;
  const { kind, memberId, partyName } = place;
  keepSession({ accessToken, refreshToken, place: { kind, memberId, partyName } });
  await Taro.reLaunch({ url: "/pages/todo/index" });
}

/** Whether somebody is signed in; whoever is not is sent to the door. */
export function demandSession(): boolean {
  if (readSession() !== null) return true;
  void Taro.reLaunch({ url: "/pages/sign-in/index" });
  return false;
}

export const isSupplier = (): boolean => readSession()?.place.kind === "supplier";
