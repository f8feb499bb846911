import { CopyButton, Button } from "@mantine/core";
import { showCode } from "../base/join-code.ts";
import { Panel } from "../widgets/Panel.tsx";
import styles from "./Facilitate.module.css";

/** The code, large enough to read from the back of a room. */
export function JoinCodePanel({ code, seed }: { readonly code: string; readonly seed: number }) {
  const address = `${window.location.origin}/join/${code}`;
  return (
    <Panel title="Join code">
      <p className={styles["code"]}>{showCode(code)}</p>
      <div className={styles["codeFoot"]}>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy}>
              {copied ? "Copied" : "Copy the link"}
            </Button>
          )}
        </CopyButton>
        <span className="muted">seed {seed}</span>
      </div>
    </Panel>
  );
}
