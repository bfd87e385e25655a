import { View } from "@tarojs/components";
import Taro, { useDidShow } from "@tarojs/taro";
import type { ReactNode } from "react";
import type { Failure } from "../api/failure";
import type { Reading } from "../api/use-read";
import { clock } from "../format/day";
import { text } from "../locale";
import { drawsOwnBar, pressable } from "../platform";
import { Button } from "./button";
import { Icon } from "./icon";
import { Unsent } from "./unsent";

interface ScreenProps<T> {
  title: string;
  of: Reading<T>;
  /** What the page says of itself above the cards; a tab page has no way back. */
  top?: ReactNode;
  dock?: (data: T) => ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * One page: what it shows, or why it cannot. What was read before stays in sight while it is read anew, with its age when
 * the network is weak; only a refusal or nothing at all takes its place.
 */
export function Screen<T>({ title, of, top, dock, children }: ScreenProps<T>) {
  const { data, failure, readAt, reload } = of;
  const docked = data === null ? failure !== null : dock?.(data);
  return (
    <Frame title={title} top={top} docked={Boolean(docked)}>
      {data !== null && failure?.kind === "offline" && <Weak readAt={readAt} reload={reload} />}
      <Unsent />
      {data !== null && children(data)}
      {data === null && failure === null && <Bones />}
      {data === null && failure !== null && <Failed failure={failure} />}
      {data !== null && docked ? <View className="dock">{docked}</View> : null}
      {data === null && failure !== null && (
        <View className="dock">
          <View className="dock__row">
            <Button id="again" look="solid" onTap={() => void reload()}>
              <Icon name="repeat" tone="on" />
              {text("failed.again")}
            </Button>
          </View>
        </View>
      )}
    </Frame>
  );
}

interface FrameProps {
  title: string;
  top?: ReactNode;
  docked: boolean;
  children: ReactNode;
}

/** The page without what it reads: the bar above, the ground, the room for the dock. */
export function Frame({ title, top, docked, children }: FrameProps) {
  useDidShow(() => void Promise.resolve(Taro.setNavigationBarTitle({ title })));
  return (
    <View className={`screen screen--${docked ? "dock" : "tabs"}`}>
      {top === undefined && drawsOwnBar && <Nav title={title} />}
      {top}
      <View className="body">{children}</View>
    </View>
  );
}

/** Back goes to the page before; whoever came by a link has none and goes to the first tab. */
function Nav({ title }: { title: string }) {
  const back = () =>
    Taro.getCurrentPages().length > 1
      ? Taro.navigateBack()
      : Taro.switchTab({ url: "/pages/todo/index" });
  return (
    <View className="nav">
      <View
        id="back"
        className="nav__back"
        onClick={() => void back()}
        ariaLabel={text("nav.back")}
        {...pressable(() => void back())}
      >
        <Icon name="left" tone="ink" />
      </View>
      <View className="nav__title">{title}</View>
    </View>
  );
}

function Weak({ readAt, reload }: { readAt: number; reload: () => Promise<void> }) {
  return (
    <View id="weak" className="strip strip--wait">
      <Icon name="weak" tone="wait" />
      <View className="grow">{text("weak.shown", { at: clock(new Date(readAt)) })}</View>
      <Button look="quiet" onTap={() => void reload()}>
        {text("weak.again")}
      </Button>
    </View>
  );
}

/** What happened, what is safe, and what to say to whoever helps. */
function Failed({ failure }: { failure: Failure }) {
  const offline = failure.kind === "offline";
  return (
    <View id="failed" className="center">
      <View className="mark mark--bad">
        <Icon name="alert" tone="bad" />
      </View>
      <View className="card__title card__title--big">{text("failed.title")}</View>
      <View className="card__sub">{offline ? text("failed.offline") : failure.message}</View>
      <View className="card__sub">{text("failed.safe")}</View>
      {failure.requestId && (
        <View className="faint above">{text("failed.request", { id: failure.requestId })}</View>
      )}
    </View>
  );
}

function Bones() {
  return (
    <View id="loading">
      {[0, 1].map((at) => (
        <View key={at} className="card">
          <View className="bone" style={{ width: "40%" }} />
          <View className="bone" style={{ width: "78%", height: "22px" }} />
          <View className="bone" style={{ width: "56%" }} />
        </View>
      ))}
    </View>
  );
}

/** Nothing here, said once and everywhere alike. */
export function Empty({
  title,
  sub,
  icon = "check",
}: {
  title: string;
  sub: string;
  icon?: string;
}) {
  return (
    <View id="empty" className="center">
      <View className="mark mark--ok">
        <Icon name={icon} tone="ok" />
      </View>
      <View className="card__title card__title--big">{title}</View>
      <View className="card__sub">{sub}</View>
    </View>
  );
}

/** Why the last thing asked for did not happen. */
export function Refused({ failure }: { failure: Failure | null }) {
  if (!failure) return null;
  const offline = failure.kind === "offline";
  return (
    <View id="refused" className={`strip strip--${offline ? "wait" : "bad"}`}>
      <Icon name={offline ? "weak" : "alert"} tone={offline ? "wait" : "bad"} />
      <View className="grow">{offline ? text("unsent.waits") : failure.message}</View>
    </View>
  );
}
