import type { KqlFunction } from "../../contract/index.ts";
import { buildFunction } from "../scenario/build/build-function.ts";
import { FindingList } from "../scenario/finding-list.ts";
import { readScenarioFiles } from "./read-scenario-files.ts";

/** The functions that every scenario below `root` may call. What is no function is left out; `scenario lint` says why. */
export async function readShippedFunctions(root: string): Promise<readonly KqlFunction[]> {
  const { texts } = await readScenarioFiles(root);
  const findings = new FindingList();
  return [...texts]
    .filter(([file]) => file.startsWith("functions/") && file.endsWith(".kql"))
    .flatMap(([file, text]) => buildFunction(file, text, findings) ?? [])
    .map(({ name, parameters, body, doc }) => ({ name, parameters, body, doc }));
}
