/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/{shared,server,tests,scripts}/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
  modulePathIgnorePatterns: ["/dist/"],
  moduleNameMapper: {
    "^@quanlian/shared/(contract|domain|locale)$": "<rootDir>/shared/src/$1/index.ts",
  },
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
  },
  globalSetup: "<rootDir>/tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/global-teardown.ts",
  testSequencer: "<rootDir>/tests/support/longest-first.js",
  testTimeout: 30000,
  // Each file has a database of its own, and waits more than it computes: one worker per core, not one less.
  maxWorkers: "100%",
  // A worker keeps the modules of every file that it has run; a new one begins small.
  workerIdleMemoryLimit: "1500MB",
};
