import type { StudioScenario } from "@mailroom/server/contract";
import { useStudioScenarios } from "../api/scenarios.ts";
import { countOf } from "../base/plural.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { CodeText } from "../widgets/CodeText.tsx";
import styles from "./Studio.module.css";

/** Every scenario folder with what the linter says about it. */
export function StudioPage() {
  const scenarios = useStudioScenarios();
  return (
    <>
      <PageHeader title="Studio" subtitle="Scenarios are plain files under scenarios/; edit them anywhere, check them here" />
      <Loaded query={scenarios}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState headline="No scenario folders">Run npx mailroom scenario new my-scenario to start one.</EmptyState>
          ) : (
            <ul className={styles["list"]}>
              {all.map((scenario) => (
                <ScenarioItem key={scenario.slug} scenario={scenario} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function ScenarioItem({ scenario }: { readonly scenario: StudioScenario }) {
  const errors = scenario.findings.filter((finding) => finding.severity === "error").length;
  const warnings = scenario.findings.length - errors;
  return (
    <li className={styles["item"]}>
      <div className={styles["itemHead"]}>
        <h2 className={styles["itemTitle"]}>{scenario.card?.title ?? scenario.slug}</h2>
        <span className="mono muted">scenarios/{scenario.slug}</span>
        {errors > 0 && <StatusTag tone="bad">{countOf(errors, "error")}</StatusTag>}
        {warnings > 0 && <StatusTag tone="warn">{countOf(warnings, "warning")}</StatusTag>}
        {scenario.findings.length === 0 && <StatusTag tone="good">No findings</StatusTag>}
        <span className={styles["spacer"]} />
        {scenario.card !== null && errors === 0 && (
          <LinkButton
            to="/studio/$slug"
            params={{ slug: scenario.slug }}
            search={{}}
            variant="default"
            aria-label={`Preview ${scenario.card.title}`}
          >
            Preview
          </LinkButton>
        )}
      </div>
      {scenario.findings.length > 0 && (
        <table className={styles["findings"]}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Place</th>
              <th scope="col">Message and fix</th>
            </tr>
          </thead>
          <tbody>
            {scenario.findings.map((finding) => (
              <tr key={`${finding.file}:${finding.line}:${finding.column}:${finding.code}:${finding.message}`}>
                <td>
                  <StatusTag tone={finding.severity === "error" ? "bad" : "warn"}>{finding.severity}</StatusTag>
                </td>
                <td className="mono">
                  {finding.file}:{finding.line}:{finding.column}
                </td>
                <td>
                  <CodeText text={finding.message} /> <span className="mono muted">{finding.code}</span>
                  {finding.fix !== null && (
                    <div className={styles["fix"]}>
                      Fix: <CodeText text={finding.fix} />
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}
