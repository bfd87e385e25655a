const inWeChat = process.env.TARO_ENV === "weapp";

/** WeChat reads these from theme.json and follows the system's dark mode; a browser follows tokens.css. */
const themed = (name: string, light: string) => (inWeChat ? `@${name}` : light);

const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: `assets/${name}.png`,
  selectedIconPath: `assets/${name}-on.png`,
});

export default defineAppConfig({
  pages: [
    "pages/todo/index",
    "pages/documents/index",
    "pages/accounts/index",
    "pages/mine/index",
    "pages/sign-in/index",
  ],
  subPackages: [
    {
      root: "packages/customer",
      name: "customer",
      pages: ["quote/index", "order/index", "delivery/index"],
    },
    {
      root: "packages/supplier",
      name: "supplier",
      pages: ["purchase/index", "announce/index", "notice/index", "rfq/index"],
    },
    { root: "packages/accounts", name: "accounts", pages: ["statement/index"] },
  ],
  lazyCodeLoading: "requiredComponents",
  darkmode: true,
  // In a browser a page that slides in is drawn over the one that it leaves.
  animation: false,
  ...(inWeChat ? { themeLocation: "theme.json" } : {}),
  window: {
    navigationBarTitleText: "全链门户",
    navigationBarBackgroundColor: themed("ground", "#f1f3f5"),
    navigationBarTextStyle: themed("words", "black") as "black",
    backgroundColor: themed("ground", "#f1f3f5"),
    enablePullDownRefresh: inWeChat,
  },
  tabBar: {
    color: themed("quiet", "#5d6976"),
    selectedColor: themed("acts", "#1b57a0"),
    backgroundColor: themed("bar", "#ffffff"),
    borderStyle: themed("edge", "black") as "black",
    list: [
      tab("todo", "待办"),
      tab("documents", "单据"),
      tab("accounts", "对账"),
      tab("mine", "我的"),
    ],
  },
});
