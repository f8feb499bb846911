import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { FindingKind } from "../../contract/index.ts";
import { describeFinding, evidenceId, perfectWork, readFirstScenario } from "../../test/fixtures/first-scenario.ts";
import type { Scenario } from "../scenario/model.ts";
import type { GradeInput } from "./grade-input.ts";
import { gradeReport } from "./grade-report.ts";

let scenario: Scenario;
let perfect: GradeInput;
beforeAll(async () => {
  scenario = await readFirstScenario();
  perfect = perfectWork(scenario);
});

function withReport(change: Partial<GradeInput["report"]>): GradeInput {
  return { ...perfect, report: { ...perfect.report, ...change } };
}

function lineOf(input: GradeInput, id: string) {
  return gradeReport(input).lines.find((line) => line.id === id)!;
}

describe("gradeReport on the first scenario", () => {
  it("gives 100 of 100 to work that says and proves everything, in any world", () => {
    for (const seed of [1, 2, 7, 4711]) {
      const grade = gradeReport(perfectWork(scenario, seed));
      expect(grade.lines.filter(({ points, pointsMax }) => points < pointsMax)).toEqual([]);
      expect([grade.points, grade.pointsMax]).toEqual([100, 100]);
      expect(grade.alerts.every(({ isRight }) => isRight)).toBe(true);
    }
  });

  it("gives an empty report nothing, and says for every line what was wanted", () => {
    const grade = gradeReport({
      ...withReport({
        verdict: "undecided",
        findings: [],
        indicators: [],
        scope: { hosts: [], accounts: [], mailboxes: [] },
        actions: [],
        narrative: "",
      }),
      alerts: perfect.alerts.map((alert) => ({ ...alert, verdict: null })),
    });
    expect(grade.points).toBe(0);
    for (const line of grade.lines) expect(line.reason.length).toBeGreaterThan(10);
  });

  it("gives little to a guesser who claims everything at full confidence and cites every row", () => {
    const everything = perfect.evidence.map(({ id }) => id);
    const guesser: GradeInput = {
      ...withReport({
        findings: FindingKind.options.map((kind) => describeFinding({ kind, host: "MX01", evidenceIds: everything })),
        indicators: [...perfect.cast.values.values()]
          .slice(0, 60)
          .map((value, i) => ({ id: String(i), kind: "ip" as const, value, note: "" })),
        scope: { hosts: ["MX01", "DC01", "FS01"], accounts: ["administrator"], mailboxes: ["a@b.example"] },
        actions: scenario.grading.actions.library.map(({ id }) => ({ actionId: id, reason: "" })),
        narrative: "webshell hacked exploit credentials",
      }),
      alerts: perfect.alerts.map((alert) => ({
        ...alert,
        verdict: { kind: "true-positive" as const, confidence: 100, duplicateOf: null },
      })),
    };
    expect(gradeReport(guesser).points).toBeLessThan(25);
  });

  it("accepts answers in the forms that people write", () => {
    const path = perfect.cast.values.get("story.plant.path")!;
    const ip = perfect.cast.values.get("actor.heron.ip")!;
    const findings = perfect.report.findings.map((finding) => ({
      ...finding,
      host: "  mx01.ALDERBROOK-dental[.]example ",
      who: finding.who.replaceAll(".", "[.]"),
      object: finding.object === path ? `"${path.toUpperCase().replaceAll("\\", "/")}"` : finding.object,
    }));
    const indicators = perfect.report.indicators.map((item) => ({
      ...item,
      value: item.value === ip ? ip.replaceAll(".", "[.]") : ` ${item.value} `,
    }));
    expect(gradeReport(withReport({ findings, indicators, scope: { hosts: ["10.20.1.10"], accounts: [], mailboxes: [] } })).points).toBe(
      100,
    );
  });

  it("lets evidence decide: right words on ordinary rows earn nothing and cost something", () => {
    const findings = perfect.report.findings.map((finding) => ({ ...finding, evidenceIds: [evidenceId("ordinary")] }));
    const grade = gradeReport(withReport({ findings }));
    expect(grade.sections.find(({ section }) => section === "findings")!.points).toBeLessThan(0);
    expect(lineOf(withReport({ findings }), "findings/page-written").reason).toContain("the rows that you cite do not show it");
  });

  it("takes no evidence that was removed from the board", () => {
    const evidence = perfect.evidence.map((item) => ({ ...item, isRemoved: true }));
    expect(gradeReport({ ...perfect, evidence }).sections.find(({ section }) => section === "findings")!.points).toBeLessThan(0);
  });

  it("recognises local time, and says so", () => {
    const findings = perfect.report.findings.map((finding) =>
      finding.kind === "web-shell-written"
        ? { ...finding, at: finding.at!.replace(/T(\d\d)/, (_, hour: string) => `T${String(Number(hour) + 1).padStart(2, "0")}`) }
        : finding,
    );
    const line = lineOf(withReport({ findings }), "findings/page-written");
    expect(line.reason).toContain("local time");
    expect(line.outcome).toBe("partial");
  });

  it("deducts for the look-alike page taken for the real one, and names it", () => {
    const finding = describeFinding({ kind: "web-shell-written", evidenceIds: [evidenceId("page-maintenance")] });
    const grade = gradeReport(withReport({ findings: [...perfect.report.findings, finding] }));
    expect(grade.decoysTaken).toEqual(["native-page"]);
    expect(grade.points).toBeLessThan(100);
    const scanned = describeFinding({ kind: "scanning", evidenceIds: [evidenceId("sweep")] });
    expect(gradeReport(withReport({ findings: [...perfect.report.findings, scanned] })).points).toBe(100);
  });

  it("does not punish a report of strangers who knock, nor believe that they came in", () => {
    const evidence = [...perfect.evidence, { id: "knock", cause: { stepId: null, actor: "internet/scanner-3" }, isRemoved: false }];
    const pointsFor = (kind: "exploit-attempt" | "initial-access") =>
      gradeReport({
        ...withReport({ findings: [...perfect.report.findings, describeFinding({ kind, evidenceIds: ["knock"] })] }),
        evidence,
      }).points;
    expect(pointsFor("exploit-attempt")).toBe(100);
    expect(pointsFor("initial-access")).toBeLessThan(100);
  });

  it("tells deleting after preserving from deleting before it", () => {
    const early = [...perfect.report.actions].sort((a) => (a.actionId === "remove-page" ? -1 : 0));
    const line = lineOf(withReport({ actions: early }), "actions/remove-page");
    expect(line.points).toBeLessThan(0);
    expect(line.reason).toContain("wrong moment");
  });

  it("accepts a duplicate only of an alert about the same thing that was judged itself", () => {
    const [first, second] = perfect.alerts.filter(({ causes }) => causes[0]!.stepId !== null);
    const pointing = (causes: GradeInput["alerts"][number]["causes"], duplicateOf: string) =>
      perfect.alerts.map((alert) =>
        alert.id === second!.id ? { ...alert, causes, verdict: { kind: "duplicate" as const, confidence: 100, duplicateOf } } : alert,
      );
    const isRight = (alerts: GradeInput["alerts"]) =>
      gradeReport({ ...perfect, alerts }).alerts.find(({ alertId }) => alertId === second!.id)!.isRight;
    expect(isRight(pointing(first!.causes, first!.id))).toBe(true);
    expect(isRight(pointing(second!.causes, first!.id))).toBe(false);
    expect(isRight(pointing(second!.causes, second!.id))).toBe(false);
  });

  it("charges a hint once, and only if its step was solved", () => {
    const hintsOpened = [0, 1, 2, 2].map((index) => ({ stepId: "see-the-page", index }));
    expect(gradeReport({ ...perfect, hintsOpened }).points).toBe(93);
    expect(gradeReport({ ...perfect, hintsOpened, guideDone: [] }).points).toBe(100);
  });

  it("reads a denial as a denial", () => {
    const denial = "No command was run by anybody on that server. The page was not written by an intruder at all.";
    const grade = gradeReport(withReport({ narrative: denial }));
    expect(grade.lines.find(({ id }) => id === "narrative/used-once")!.points).toBe(0);
    expect(grade.lines.find(({ id }) => id === "narrative/planted-page")!.points).toBe(0);
  });
});

const anyFinding = () =>
  fc.record({
    kind: fc.constantFrom(...FindingKind.options.filter((kind) => kind !== "benign-activity")),
    confidence: fc.integer({ min: 0, max: 100 }),
    steps: fc.subarray(["ordinary", "sweep", "oab-change", "page-maintenance"]),
    at: fc.nat(),
    position: fc.nat(),
  });

describe("properties of the grade", () => {
  it("is the same for the same input", () => {
    expect(gradeReport(perfectWork(scenario))).toEqual(gradeReport(perfectWork(scenario)));
  });

  it("never rises when a wrong finding is added, wherever it stands", () => {
    fc.assert(
      fc.property(fc.array(anyFinding(), { maxLength: 5 }), anyFinding(), (others, added) => {
        const build = (given: typeof added) =>
          describeFinding({
            id: `f-${given.at}`,
            kind: given.kind,
            confidence: given.confidence,
            evidenceIds: given.steps.map(evidenceId),
          });
        const before = [...perfect.report.findings, ...others.map(build)];
        const after = [...before];
        after.splice(added.position % (before.length + 1), 0, build(added));
        expect(gradeReport(withReport({ findings: after })).points).toBeLessThanOrEqual(
          gradeReport(withReport({ findings: before })).points,
        );
      }),
      { numRuns: 150 },
    );
  });

  it("never rises when a wrong indicator, host or harmful action is added", () => {
    const base = gradeReport(perfect).points;
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}\.example$/), (name) => {
        const indicators = [...perfect.report.indicators, { id: "x", kind: "domain" as const, value: name, note: "" }];
        const scope = { ...perfect.report.scope, hosts: [...perfect.report.scope.hosts, name] };
        const actions = [...perfect.report.actions, { actionId: "close-ticket", reason: "The scanner found nothing at all." }];
        for (const change of [{ indicators }, { scope }, { actions }]) expect(gradeReport(withReport(change)).points).toBeLessThan(base);
      }),
      { numRuns: 40 },
    );
  });

  it("pays most for the confidence that somebody really has", () => {
    const scoreAt = (confidence: number, verdict: "compromised" | "not-compromised") =>
      gradeReport({ ...withReport({ verdict, verdictConfidence: confidence }) }).points;
    for (const belief of [0.2, 0.5, 0.8]) {
      const expected = (confidence: number) =>
        belief * scoreAt(confidence, "compromised") + (1 - belief) * scoreAt(confidence, "not-compromised");
      const best = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].sort((a, b) => expected(b) - expected(a))[0];
      expect(best).toBe(belief * 100);
    }
  });
});
