export { KqlRunner, NOW_TICKS, type Ran, type RanTable } from "../../src/conformance/kql-runner.ts";
