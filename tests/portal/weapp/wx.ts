import type { Program } from "./program";

/** What a phone brings: which hosts may be asked, and what its camera and accounts answer. */
export interface WxOptions {
  /** The request domains, each with where it really is. Any other host is refused, as in WeChat. */
  hosts: Record<string, string>;
  /** What an API answers in this test; one that throws fails. */
  apis?: Record<string, (options: object) => object | undefined>;
  language?: string;
}

interface Callbacks {
  success?: (result: object) => void;
  fail?: (result: object) => void;
  complete?: (result: object) => void;
}

interface RequestOptions extends Callbacks {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
}

const MOVES = ["navigateTo", "redirectTo", "reLaunch", "switchTab", "navigateBack"];
const QUIET =
  "showToast hideToast showLoading hideLoading stopPullDownRefresh setNavigationBarTitle setTabBarItem setTabBarBadge removeTabBarBadge pageScrollTo hideKeyboard".split(
    " ",
  );
const HEARD =
  "onAppShow onAppHide onError onUnhandledRejection onPageNotFound onThemeChange onNetworkStatusChange onWindowResize onKeyboardHeightChange onMemoryWarning".split(
    " ",
  );

/** The `wx` of a mini-program: storage, navigation and requests are real, the device is what the test says. */
export function makeWx(program: Program, options: WxOptions): Record<string, unknown> {
  const end = (callbacks: Callbacks, result: object, failed = false) => {
    const inside = program.inside(result);
    (failed ? callbacks.fail : callbacks.success)?.(inside);
    callbacks.complete?.(inside);
  };
  const asked =
    (name: string, answer: (given: object) => unknown) =>
    (given: Callbacks & object = {}) => {
      program.calls.push(name);
      program.pending += 1;
      void Promise.resolve()
        .then(() => answer(given))
        .then(
          (result) => end(given, { errMsg: `${name}:ok`, ...(result as object | undefined) }),
          (error: Error) => end(given, { errMsg: `${name}:fail ${error.message}` }, true),
        )
        .finally(() => (program.pending -= 1));
    };
  const device = deviceOf(options);
  const told = () => program.inside(device);
  const wx: Record<string, unknown> = {
    env: { USER_DATA_PATH: "http://usr" },
    canIUse: () => true,
    nextTick: (work: () => void) => setTimeout(work, 0),
    ...{ getSystemInfoSync: told, getWindowInfo: told, getDeviceInfo: told, getAppBaseInfo: told },
    getLaunchOptionsSync: () => program.launchOptions,
    getEnterOptionsSync: () => program.launchOptions,
    getAccountInfoSync: () => program.inside({ miniProgram: { envVersion: "release" } }),
    getStorageSync: (key: string) =>
      program.storage.has(key) ? reborn(program, program.storage.get(key)) : "",
    setStorageSync: (key: string, value: unknown) => void program.storage.set(key, plain(value)),
    removeStorageSync: (key: string) => void program.storage.delete(key),
    request: (given: RequestOptions) => request(program, options, given, end),
  };
  for (const name of HEARD) {
    wx[name] = () => undefined;
    wx[name.replace("on", "off")] = () => undefined;
  }
  for (const name of QUIET) wx[name] = asked(name, () => undefined);
  for (const name of MOVES) wx[name] = asked(name, (given) => program.navigate(name, given));
  for (const [name, answer] of Object.entries(options.apis ?? {})) wx[name] = asked(name, answer);
  return wx;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** Scalars are the same in every realm, objects are not. */
const reborn = (program: Program, value: unknown) =>
  typeof value === "object" && value !== null ? program.inside(value) : value;

const deviceOf = ({ language = "zh_CN" }: WxOptions) => ({
  ...{ brand: "phone", model: "phone", platform: "ios", system: "iOS 16.0", version: "8.0.50" },
  ...{ SDKVersion: "3.5.0", language, theme: "light", pixelRatio: 2, benchmarkLevel: 30 },
  ...{ screenWidth: 390, screenHeight: 844, windowWidth: 390, windowHeight: 763 },
  ...{ statusBarHeight: 47, fontSizeSetting: 16, safeArea: { top: 47, bottom: 810 } },
});

type End = (callbacks: Callbacks, result: object, failed?: boolean) => void;

function request(program: Program, { hosts }: WxOptions, given: RequestOptions, end: End) {
  program.calls.push(`request ${given.url}`);
  const origin = /^https?:\/\/[^/]+/.exec(given.url)?.[0] ?? "";
  const real = hosts[origin];
  const no = (message: string) => end(given, { errMsg: `request:fail ${message}` }, true);
  if (real === undefined) {
    setTimeout(() => no(`url not in domain list (${origin})`), 0);
    return { abort: () => undefined };
  }
  program.pending += 1;
  const init: RequestInit = { method: given.method ?? "GET", headers: given.header ?? {} };
  if (given.data !== undefined) init.body = JSON.stringify(given.data);
  void fetch(real + given.url.slice(origin.length), init)
    .then(async (response) => {
      const text = await response.text();
      const header = Object.fromEntries(response.headers);
      end(given, { statusCode: response.status, header, data: parsed(text), errMsg: "request:ok" });
    })
    .catch((error: Error) => no(error.message))
    .finally(() => (program.pending -= 1));
  return { abort: () => undefined };
}

/** WeChat hands back the text where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
