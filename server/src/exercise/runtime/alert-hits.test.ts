import { expect, it } from "vitest";
import type { ResultTable } from "../../../contract/index.ts";
import { buildRule } from "../../../test/fixtures/detection-rule.ts";
import { addMicros, MICROS_PER_HOUR, parseSimTime } from "../../base/sim-time.ts";
import { hitsOf } from "./alert-hits.ts";

it("names as entities whom and what the rows name, each once, and not what logs write for nobody", () => {
  const rule = buildRule({
    grouping: "single",
    entityMappings: [{ entityType: "Account", fields: [{ identifier: "FullName", column: "UserName" }] }],
  });
  const at = parseSimTime("2021-03-03T09:00:00Z");
  const result: ResultTable = {
    name: null,
    columns: [{ name: "UserName", type: "string" }],
    rows: [["N/A"], ["TINY\\ada"], ["-"], [""], ["TINY\\ada"]],
    itemIds: [],
    isTruncated: false,
    render: null,
  };
  const [hit] = hitsOf({ rule, at, from: addMicros(at, -MICROS_PER_HOUR) }, result);
  expect(hit?.entities).toEqual([{ kind: "account", value: "TINY\\ada" }]);
});
