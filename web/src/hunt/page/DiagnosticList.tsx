import { Button } from "@mantine/core";
import type { KqlDiagnostic } from "@mailroom/server/contract";
import { CodeText } from "../../widgets/CodeText.tsx";
import styles from "./page.module.css";

type DiagnosticListProps = {
  /** In offsets of the query's text. */
  readonly diagnostics: readonly KqlDiagnostic[];
  readonly query: string;
  readonly onShow: (diagnostic: KqlDiagnostic) => void;
  readonly onFix: (diagnostic: KqlDiagnostic, replacement: string) => void;
};

const WORD = { error: "Error", warning: "Warning", information: "Note" } as const;

/** What the server said about a query, each with the place it means and the fix it knows. */
export function DiagnosticList({ diagnostics, query, onShow, onFix }: DiagnosticListProps) {
  return (
    <ul className={styles["diagnostics"]}>
      {diagnostics.map((diagnostic) => {
        const { fix } = diagnostic;
        const line = query.slice(0, diagnostic.start).split("\n").length;
        return (
          <li key={`${diagnostic.code}:${diagnostic.start}:${diagnostic.message}`} data-severity={diagnostic.severity}>
            <strong>{WORD[diagnostic.severity]}</strong>
            <span>
              <CodeText text={diagnostic.message} />{" "}
              <button type="button" className={styles["link"]} onClick={() => onShow(diagnostic)}>
                Line {line}
              </button>
            </span>
            {fix !== null && (
              <Button variant="default" onClick={() => onFix(diagnostic, fix.text)}>
                <span>
                  <CodeText text={fix.title} />
                </span>
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
