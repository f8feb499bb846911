import type { GuideStep } from "@mailroom/server/contract";
import { IconCircle, IconCircleCheckFilled, IconLock } from "@tabler/icons-react";
import { countOf } from "../base/plural.ts";
import { ConfirmButton } from "../widgets/ConfirmButton.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Guide.module.css";

const STATE: Readonly<Record<GuideStep["state"], { readonly word: string; readonly icon: typeof IconCircle }>> = {
  locked: { word: "Locked", icon: IconLock },
  open: { word: "To do", icon: IconCircle },
  done: { word: "Done", icon: IconCircleCheckFilled },
};

interface Props {
  readonly step: GuideStep;
  readonly number: number;
  readonly onOpenHint: (index: number) => void;
}

/** One step: done ones fold up, locked ones keep their text to themselves. */
export function GuideStepItem({ step, number, onOpenHint }: Props) {
  const { word, icon: Icon } = STATE[step.state];
  return (
    <li className={styles["step"]} data-state={step.state}>
      <Icon size={16} className={styles["icon"]} aria-hidden="true" />
      <details className={styles["details"]} open={step.state === "open"} key={step.state}>
        <summary className={styles["summary"]}>
          <span className="visually-hidden">{word}: </span>
          {number}. {step.title}
          {step.doneAt !== null && (
            <span className={styles["doneAt"]}>
              <TimeStamp instant={step.doneAt} isToTheSecond />
            </span>
          )}
        </summary>
        {step.state === "locked" ? <p className="muted">Opens when the steps before it are done.</p> : <Markdown text={step.body} />}
        {step.state !== "locked" &&
          step.hints.map((hint) => <HintItem key={hint.index} hint={hint} onOpen={() => onOpenHint(hint.index)} />)}
      </details>
    </li>
  );
}

function HintItem({ hint, onOpen }: { readonly hint: GuideStep["hints"][number]; readonly onOpen: () => void }) {
  if (hint.body !== null) {
    return (
      <div className={styles["hint"]}>
        <strong>Hint {hint.index + 1}</strong>
        <Markdown text={hint.body} />
      </div>
    );
  }
  return (
    <div className={styles["hintButton"]}>
      <ConfirmButton
        variant="default"
        size="compact-sm"
        question={`Open hint ${hint.index + 1}?`}
        consequence={
          hint.price === 0
            ? "This one is free."
            : `It costs ${countOf(hint.price, "point")}, taken only if you solve the step after opening it. A step you never solve costs nothing.`
        }
        verb="Open hint"
        onConfirm={onOpen}
      >
        Hint {hint.index + 1} · {hint.price === 0 ? "free" : countOf(hint.price, "point")}
      </ConfirmButton>
    </div>
  );
}
