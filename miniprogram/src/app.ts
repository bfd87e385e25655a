import type { PropsWithChildren } from "react";
import Taro, { useDidShow, useLaunch } from "@tarojs/taro";
import { sendUnsent } from "./api/unsent";
import { text } from "./locale";
import { onNetworkBack } from "./platform";
import "./styles/tokens.css";
import "./styles/icons.css";
import "./styles/parts.css";

/** The tab bar is drawn from the configuration, in one language; here it learns the reader's. */
function nameTabs(): void {
  (["tab.todo", "tab.documents", "tab.accounts", "tab.mine"] as const).forEach((key, index) => {
    Promise.resolve(Taro.setTabBarItem({ index, text: text(key) })).catch(() => undefined);
  });
}

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => onNetworkBack(() => void sendUnsent()));
  useDidShow(() => {
    nameTabs();
    void sendUnsent();
  });
  return children;
}
