import { Link } from "@tanstack/react-router";
import { useMe } from "../api/session.ts";
import { PageHeader } from "../widgets/PageHeader.tsx";
import styles from "./Home.module.css";
import { JoinCard } from "./JoinCard.tsx";
import { MyExercises } from "./MyExercises.tsx";
import { ScenarioShelf } from "./ScenarioShelf.tsx";

/** The first page: what this is, a way in for each seat, and what was begun before. */
export function HomePage() {
  const user = useMe().data?.user ?? null;
  return (
    <>
      <PageHeader
        title="A lab for mail-server intrusions"
        actions={
          user?.role === "instructor" ? (
            <>
              <Link to="/run" className={styles["seatLink"]}>
                Run exercises
              </Link>
              <Link to="/studio" className={styles["seatLink"]}>
                Studio
              </Link>
            </>
          ) : (
            <Link to="/sign-in" className={styles["seatLink"]}>
              Instructor sign-in
            </Link>
          )
        }
      />
      <div className={styles["page"]}>
        <section className={styles["intro"]} aria-labelledby="intro">
          <div>
            <h2 id="intro" className={styles["lead"]}>
              Something is in the mail server. Find it in the logs.
            </h2>
            <p className={styles["text"]}>
              A simulated company writes the logs that a real one would: IIS, Exchange, Windows, endpoint sensors. You hunt in them with
              KQL, judge the alerts that real detection rules raise, and write up what happened. The lab knows the truth and explains every
              point it gives.
            </p>
            <ol className={styles["steps"]}>
              <li>
                <strong>Triage</strong> Decide which alerts are real, and say how sure you are.
              </li>
              <li>
                <strong>Hunt</strong> Follow one row to the next, and pin what proves it.
              </li>
              <li>
                <strong>Report</strong> State findings that cite evidence, then read the debrief.
              </li>
            </ol>
          </div>
          <JoinCard displayName={user?.displayName ?? ""} />
        </section>
        {user !== null && <MyExercises />}
        <ScenarioShelf displayName={user?.displayName ?? ""} />
      </div>
    </>
  );
}
