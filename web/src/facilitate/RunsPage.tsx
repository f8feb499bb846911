import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useMyExercises } from "../api/exercises.ts";
import { useMe } from "../api/session.ts";
import { dayText } from "../base/time-text.ts";
import { STATE_WORD } from "../clock/SimClock.tsx";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { CreateDialog } from "./CreateDialog.tsx";
import styles from "./Facilitate.module.css";

/** A facilitator's exercises, and a new one. */
export function RunsPage() {
  const me = useMe();
  const isInstructor = me.data?.user?.role === "instructor";
  const exercises = useMyExercises(isInstructor);
  const [isCreating, setCreating] = useState(false);
  if (me.isSuccess && !isInstructor) {
    return (
      <>
        <PageHeader title="Exercises" />
        <EmptyState headline="This page is for instructors" action={<LinkButton to="/sign-in">Sign in</LinkButton>}>
          Trainees join with a code from the first page.
        </EmptyState>
      </>
    );
  }
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      New exercise
    </Button>
  );
  return (
    <>
      <PageHeader title="Exercises" subtitle="Run a scenario for a class" actions={create} />
      <Loaded query={exercises}>
        {(all) => {
          const mine = all.filter((exercise) => exercise.abilities.facilitate && exercise.mode === "class");
          if (mine.length === 0) {
            return (
              <EmptyState headline="No exercise yet" action={create}>
                Choose a scenario, name the teams, and read the join code to the class.
              </EmptyState>
            );
          }
          return (
            <div className={styles["tableBox"]}>
              <table className={styles["table"]}>
                <thead>
                  <tr>
                    <th scope="col">Exercise</th>
                    <th scope="col">Scenario</th>
                    <th scope="col">State</th>
                    <th scope="col">Created</th>
                    <th scope="col">
                      <span className="visually-hidden">Open</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {mine.map((exercise) => (
                    <tr key={exercise.id}>
                      <th scope="row">{exercise.title}</th>
                      <td>{exercise.scenario.title}</td>
                      <td>
                        <StatusTag tone={exercise.clock.state === "running" ? "good" : "neutral"}>
                          {STATE_WORD[exercise.clock.state]}
                        </StatusTag>
                      </td>
                      <td>{dayText(exercise.createdAt)}</td>
                      <td className={styles["tableAction"]}>
                        <LinkButton
                          to="/run/$exerciseId"
                          params={{ exerciseId: exercise.id }}
                          variant="default"
                          aria-label={`Control room of ${exercise.title}`}
                        >
                          Control room
                        </LinkButton>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </>
  );
}
