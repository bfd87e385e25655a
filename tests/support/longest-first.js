const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes minutes by itself begins first, and what takes seconds fills the other worker meanwhile. */
const LONG = ["tests/adversary/", "tests/fuzz/", "tests/faults/"];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const usual = super.sort(tests);
    const isLong = ({ path }) => LONG.some((folder) => path.includes(folder));
    return [...usual.filter(isLong), ...usual.filter((test) => !isLong(test))];
  }
};
