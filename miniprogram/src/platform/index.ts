import Taro from "@tarojs/taro";

/**
 * What differs between WeChat and a browser, and nothing else may ask which of the two it runs in.
 *
 * In a browser's production build an API that it lacks resolves as if it had worked: `scanCode` gives undefined,
 * `requestPayment` "succeeds". So each is called in WeChat alone, and a browser is answered from here.
 */

export const inWeChat = process.env.TARO_ENV === "weapp";

/** A browser has no bar of its own above the page; WeChat draws one. */
export const drawsOwnBar = !inWeChat;

/** Whether codes can be scanned here. */
export const canScan = inWeChat;

/** What was scanned; null when nothing was. */
export async function scan(): Promise<string | null> {
  if (!inWeChat) return null;
  try {
    const { result } = await Taro.scanCode({ scanType: ["barCode", "qrCode"] });
    return result || null;
  } catch {
    return null;
  }
}

/** The language that the device speaks. */
export function deviceLanguage(): string {
  return inWeChat ? Taro.getAppBaseInfo().language : navigator.language;
}

/** How the device calls itself in the list of sessions. */
export const deviceName = inWeChat ? "WeChat" : "Web";

/** Calls back when the network is there again. */
export function onNetworkBack(back: () => void): void {
  if (inWeChat) {
    Taro.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) back();
    });
    return;
  }
  window.addEventListener("online", back);
}

/** Ends the pull that the reader began; a browser has none. */
export function endPull(): void {
  if (inWeChat) Taro.stopPullDownRefresh();
}

interface Key {
  key: string;
  preventDefault: () => void;
}

/** What lets a keyboard and a screen reader press something in a browser; in WeChat a tap is all there is. */
export function pressable(press: (() => void) | undefined): object {
  if (inWeChat || !press) return {};
  return {
    role: "button",
    tabIndex: 0,
    onKeyDown: (event: Key) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press();
    },
  };
}
