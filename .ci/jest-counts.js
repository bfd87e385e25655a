// Prints "<passed> <failed>" of a report that Jest wrote; ends non-zero when there is no report.
// What failed is named on the error stream: a log that is cut short still ends with it.
// Arguments: the report, and the status that Jest ended with.
const { readFileSync } = require("node:fs");

const [reportPath, status] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportPath, "utf8"));
const failed =
  report.numFailedTests +
  report.numRuntimeErrorTestSuites + // a file that could not even be read has no tests to count
  (report.numTotalTests === 0 ? 1 : 0);
// Jest may also end badly with every test passed, for instance when the teardown failed.
const unexplained = failed === 0 && status !== "0" ? 1 : 0;
process.stdout.write(`${report.numPassedTests} ${failed + unexplained}\n`);
for (const { name, message, assertionResults } of report.testResults) {
  if (message && assertionResults.length === 0) process.stderr.write(`failed: ${name}\n`);
  for (const { status: outcome, fullName } of assertionResults)
    if (outcome === "failed") process.stderr.write(`failed: ${name}: ${fullName}\n`);
}
