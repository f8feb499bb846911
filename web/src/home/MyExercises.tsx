import { useMyExercises } from "../api/exercises.ts";
import { STATE_WORD } from "../clock/SimClock.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import styles from "./Home.module.css";

/** What was begun before, newest first, with one way back in. */
export function MyExercises() {
  const exercises = useMyExercises(true);
  return (
    <Loaded query={exercises} lines={2}>
      {(mine) =>
        mine.length === 0 ? null : (
          <section aria-labelledby="mine">
            <h2 id="mine" className={styles["sectionTitle"]}>
              Your exercises
            </h2>
            <ul className={styles["resumeList"]}>
              {mine.map((exercise) => (
                <li key={exercise.id} className={styles["resume"]}>
                  <div className={styles["resumeWords"]}>
                    <strong>{exercise.title}</strong>
                    <span className="muted">
                      {exercise.scenario.title}
                      {exercise.team !== null && exercise.mode === "class" && ` · team ${exercise.team.name}`}
                    </span>
                  </div>
                  <StatusTag tone={exercise.clock.state === "running" ? "good" : "neutral"}>
                    {exercise.isSubmitted ? "Report submitted" : STATE_WORD[exercise.clock.state]}
                  </StatusTag>
                  {exercise.abilities.facilitate ? (
                    <LinkButton to="/run/$exerciseId" params={{ exerciseId: exercise.id }} variant="default">
                      Control room
                    </LinkButton>
                  ) : (
                    <LinkButton
                      to={exercise.isDebriefOpen ? "/x/$exerciseId/debrief" : "/x/$exerciseId/brief"}
                      params={{ exerciseId: exercise.id }}
                      variant="default"
                    >
                      {exercise.isDebriefOpen ? "Read the debrief" : "Resume"}
                    </LinkButton>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}
