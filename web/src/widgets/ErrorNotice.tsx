import { Button } from "@mantine/core";
import { describeProblem } from "../api/errors.ts";
import { CodeText } from "./CodeText.tsx";
import { Notice } from "./Notice.tsx";

interface Props {
  readonly error: unknown;
  /** Offered when another try could help. */
  readonly onRetry?: () => void;
}

/** Any failure as a calm sentence, with a way on where there is one. */
export function ErrorNotice({ error, onRetry }: Props) {
  const problem = describeProblem(error);
  return (
    <Notice
      tone="bad"
      role="alert"
      title={problem.title}
      action={
        problem.canRetry &&
        onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <CodeText text={problem.message} />
    </Notice>
  );
}
