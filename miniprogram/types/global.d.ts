/// <reference types="@tarojs/taro" />

declare module "*.css";

/** Where the operations are answered: a path on the web, a whole address in WeChat. Set when it is built. */
declare const PORTAL_API: string;
