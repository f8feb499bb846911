import type { ScenarioPreview } from "@mailroom/server/contract";
import { Button, NumberInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useScenarioPreview, useScenarios } from "../api/scenarios.ts";
import { countOf } from "../base/plural.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { Panel } from "../widgets/Panel.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import { CodeText } from "../widgets/CodeText.tsx";
import styles from "./Studio.module.css";

/** What a seed makes of a scenario: steps, rows, injects, and whether the author's own queries still prove it solvable. */
export function PreviewPage() {
  const { slug = "" } = useParams({ strict: false });
  const search = useSearch({ from: "/plain/studio/$slug" });
  const seed = seedOf(search.seed);
  const preview = useScenarioPreview(slug, seed);
  const title = useScenarios().data?.find((card) => card.slug === slug)?.title ?? slug;
  return (
    <>
      <PageHeader
        title={`Preview of ${title}`}
        subtitle={preview.data?.organisation}
        actions={
          <>
            <LinkButton to="/studio" variant="default" leftSection={<IconArrowLeft size={15} />}>
              Studio
            </LinkButton>
            <SeedForm key={seed} slug={slug} seed={seed} />
          </>
        }
      />
      <Loaded query={preview} lines={10}>
        {(data) => (
          <div className={styles["preview"]}>
            <Steps preview={data} />
            <div className={styles["column"]}>
              <Proofs proofs={data.proofs} />
              <Tables tables={data.tables} />
              <Injects injects={data.injects} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

function seedOf(text: string | undefined): number {
  const seed = Number(text ?? 1);
  return Number.isInteger(seed) && seed >= 0 ? seed : 1;
}

function SeedForm({ slug, seed }: { readonly slug: string; readonly seed: number }) {
  const [draft, setDraft] = useState<number | string>(seed);
  const navigate = useNavigate();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void navigate({ to: "/studio/$slug", params: { slug }, search: { seed: String(seedOf(String(draft))) } });
  };
  return (
    <form className={styles["seed"]} onSubmit={submit}>
      <NumberInput
        aria-label="Seed"
        prefix="seed "
        min={0}
        allowDecimal={false}
        allowNegative={false}
        w={130}
        value={draft}
        onChange={setDraft}
      />
      <Button type="submit" variant="default">
        Simulate
      </Button>
    </form>
  );
}

function Steps({ preview }: { readonly preview: ScenarioPreview }) {
  return (
    <Panel title={`Story · ${countOf(preview.steps.length, "step")}`} isFlush>
      <ol className={styles["steps"]}>
        {preview.steps.map((step) => {
          const rows = step.rows.reduce((sum, row) => sum + row.count, 0);
          return (
            <li key={step.id} className={styles["step"]}>
              <div className={styles["itemHead"]}>
                <TimeStamp instant={step.at} withDay isFocusable />
                <span className="mono muted">{step.id}</span>
                <span className="muted">
                  {step.actor}
                  {step.techniques.length > 0 && ` · ${step.techniques.join(" · ")}`}
                </span>
              </div>
              <strong>{step.title}</strong>
              <p className={styles["rows"]}>
                {rows === 0
                  ? "leaves no row in any log"
                  : step.rows.map((row) => `${row.table} ${row.count.toLocaleString("en-GB")}`).join(" · ")}
              </p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function Proofs({ proofs }: { readonly proofs: ScenarioPreview["proofs"] }) {
  return (
    <Panel title={`Proofs · ${proofs.filter((proof) => proof.isOk).length} of ${proofs.length} hold`} isFlush>
      {proofs.length === 0 ? (
        <EmptyState isCompact headline="No proofs">
          A query per question under proof/ shows that the scenario can be solved.
        </EmptyState>
      ) : (
        <ul className={styles["steps"]}>
          {proofs.map((proof) => (
            <li key={proof.file} className={styles["step"]}>
              <div className={styles["itemHead"]}>
                <StatusTag tone={proof.isOk ? "good" : "bad"}>{proof.isOk ? "Holds" : "Fails"}</StatusTag>
                <span className="mono">{proof.file}</span>
                <span className="muted">{countOf(proof.rows, "row")}</span>
              </div>
              <p className={styles["rows"]}>{proof.question}</p>
              {!proof.isOk && (
                <p className={styles["rows"]}>
                  <CodeText text={proof.message} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Tables({ tables }: { readonly tables: ScenarioPreview["tables"] }) {
  return (
    <Panel title="Rows per table" isFlush>
      <table className={styles["tables"]}>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Rows</th>
            <th scope="col">Of the story</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.table}>
              <th scope="row" className="mono">
                {table.table}
              </th>
              <td>{table.rows.toLocaleString("en-GB")}</td>
              <td>{table.storyRows.toLocaleString("en-GB")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Injects({ injects }: { readonly injects: ScenarioPreview["injects"] }) {
  return (
    <Panel title={`Injects · ${injects.length}`} isFlush>
      {injects.length === 0 ? (
        <EmptyState isCompact headline="No injects planned" />
      ) : (
        <ul className={styles["steps"]}>
          {injects.map((inject) => (
            <li key={inject.id} className={styles["step"]}>
              <TimeStamp instant={inject.at} withDay isToTheSecond /> <strong>{inject.subject}</strong>{" "}
              <span className="muted">{inject.from}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
