import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { describeProblem } from "../api/errors.ts";

/** Says that something off screen failed. */
export function notifyProblem(error: unknown): void {
  const problem = describeProblem(error);
  notifications.show({ color: "red", title: problem.title, message: problem.message });
}

/** Says that something was done and offers to take it back for as long as the message stands. */
export function notifyWithUndo(title: string, undo: () => void): void {
  const id = notifications.show({
    title,
    message: (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          notifications.hide(id);
          undo();
        }}
      >
        Undo
      </Button>
    ),
  });
}
