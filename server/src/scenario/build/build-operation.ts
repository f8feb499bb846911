import { parseSimTime } from "../../base/sim-time.ts";
import type { OperationPart } from "../files/operation-part.ts";
import type { Operation } from "../operation.ts";

export function buildOperation(part: OperationPart): Operation {
  const common = { hostRole: part.host, at: parseSimTime(part.at) };
  switch (part.do) {
    case "iis-reset":
      return { ...common, kind: "iis-reset" };
    case "mitigate":
    case "lift-mitigation":
      return { ...common, kind: part.do, measures: part.measures };
    case "install-update":
      return { ...common, kind: "install-update", build: part.build };
    case "move-databases":
      return { ...common, kind: "move-databases", toRole: part.to ?? null };
    case "lose-node":
      return { ...common, kind: "lose-node", seconds: part.seconds };
  }
}
