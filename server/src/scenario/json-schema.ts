import { z } from "zod";
import { ActorFile, CastFile } from "./files/cast-file.ts";
import { GradingFile } from "./files/grading-file.ts";
import { GuideFile } from "./files/guide-file.ts";
import { IndicatorsFile } from "./files/indicators-file.ts";
import { InjectsFile } from "./files/injects-file.ts";
import { RuleFile } from "./files/rule-file.ts";
import { ScenarioFile } from "./files/scenario-file.ts";
import { StoryFile } from "./files/story-file.ts";

const FILES = {
  scenario: [ScenarioFile, "What a scenario is and in which frame it plays (scenario.yaml)."],
  story: [StoryFile, "What intruders and others do (story.yaml)."],
  grading: [GradingFile, "What matters, what it is worth and what to say about it (grading.yaml)."],
  injects: [InjectsFile, "Messages of the tabletop (injects.yaml)."],
  guide: [GuideFile, "Steps that lead a beginner (guide.yaml)."],
  indicators: [IndicatorsFile, "Threat intelligence that the workspace has taken in (indicators.yaml)."],
  cast: [CastFile, "An organisation with its hosts, people and habits (casts/*.yaml)."],
  actor: [ActorFile, "Somebody who acts in stories (actors/*.yaml)."],
  rule: [RuleFile, "A detection rule in the shape of Microsoft Sentinel's analytics rules (rules/*.yaml)."],
} as const satisfies Readonly<Record<string, readonly [z.ZodType, string]>>;

/** File name in `scenarios/schema/` → text of the JSON Schema that an editor completes and checks with. */
export function jsonSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(FILES).map(([name, [schema, description]]) => {
      const body = z.toJSONSchema(schema, { io: "input" });
      return [`${name}.json`, `${JSON.stringify({ ...body, title: `Mailroom ${name} file`, description }, null, 2)}\n`];
    }),
  );
}
