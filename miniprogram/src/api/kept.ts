import Taro from "@tarojs/taro";
import { ownerOf, readSession } from "./session";

/**
 * What this device keeps for the company that is signed in: answers to show while the network is weak, what was typed,
 * and what could not be sent. Another company's is under another name and never read.
 */
const named = (kind: string, name: string) => `${kind}:${ownerOf(readSession())}:${name}`;

export function readKept<T>(kind: string, name: string): T | null {
  const kept: unknown = Taro.getStorageSync(named(kind, name));
  return kept === "" || kept === undefined || kept === null ? null : (kept as T);
}

/** A full storage loses what is kept, never what is being done. */
export function keep(kind: string, name: string, value: unknown): void {
  try {
    Taro.setStorageSync(named(kind, name), value);
  } catch {
    Taro.removeStorageSync(named(kind, name));
  }
}

export function forget(kind: string, name: string): void {
  Taro.removeStorageSync(named(kind, name));
}
