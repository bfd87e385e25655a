const base = require("./jest.config");

/** Journeys through the built portal: they need `npm run portal:install` and both builds, so `npm test` leaves them out. */
module.exports = {
  ...base,
  testMatch: ["<rootDir>/tests/portal/**/*.journey.ts"],
  testTimeout: 120000,
};
