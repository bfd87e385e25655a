import { defineConfig, type UserConfigExport } from "@tarojs/cli";

const API_OF_WEAPP = process.env.PORTAL_API ?? "https://portal.example.com/api";

/** One chunk of packages for all pages: the first page asks for one file instead of a dozen. */
function splitOnce(chain: {
  optimization: { splitChunks: (options: Record<string, unknown>) => void };
}): void {
  chain.optimization.splitChunks({
    chunks: "all",
    minSize: 10_000,
    maxInitialRequests: 8,
    cacheGroups: {
      default: false,
      defaultVendors: false,
      vendors: {
        name: "vendors",
        test: /[\\/]node_modules[\\/]/,
        minChunks: 2,
        priority: 10,
        reuseExistingChunk: true,
      },
      common: { name: "common", minChunks: 2, priority: 1, reuseExistingChunk: true },
    },
  });
}

export default defineConfig<"webpack5">(() => {
  const onWeb = process.env.TARO_ENV === "h5";
  const config: UserConfigExport<"webpack5"> = {
    projectName: "quanlian-portal",
    date: "2026-11-27",
    designWidth: 750,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
    sourceRoot: "src",
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: "react",
    plugins: [],
    // Measured: with it on, the main package is more than twice as large.
    compiler: { type: "webpack5", prebundle: { enable: false } },
    cache: { enable: false },
    jsMinimizer: "terser",
    defineConstants: { PORTAL_API: JSON.stringify(onWeb ? "/api" : API_OF_WEAPP) },
    logger: { quiet: true, stats: false },
    mini: {
      optimizeMainPackage: { enable: true },
      miniCssExtractPluginOption: { ignoreOrder: true },
      // Type and targets are in px on purpose: they must not shrink with the screen.
      postcss: { pxtransform: { enable: false, config: {} }, cssModules: { enable: false } },
    },
    h5: {
      publicPath: "/portal/",
      staticDirectory: "static",
      router: { mode: "hash" },
      output: {
        filename: "js/[name].[contenthash:8].js",
        chunkFilename: "js/[name].[contenthash:8].js",
      },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: "css/[name].[contenthash:8].css",
        chunkFilename: "css/[name].[contenthash:8].css",
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        pxtransform: { enable: false, config: {} },
        cssModules: { enable: false },
      },
      webpackChain: splitOnce,
    },
  };
  return config;
});
