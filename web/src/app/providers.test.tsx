import { cleanup, render, screen } from "@testing-library/react";
import { Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { afterEach, expect, test } from "vitest";
import { notifyWithUndo } from "../widgets/notify.tsx";
import { Providers } from "./Providers.tsx";

afterEach(() => {
  notifications.clean();
  cleanup();
});

test("every cross that closes something has a name: those of messages and of dialogs", async () => {
  render(
    <Providers>
      <Modal opened onClose={() => undefined} title="A dialog">
        Text
      </Modal>
    </Providers>,
  );
  notifyWithUndo("Unpinned", () => undefined);
  await screen.findByText("Unpinned");
  const buttons = screen.getAllByRole("button", { hidden: true });
  expect(buttons.map((button) => button.getAttribute("aria-label") ?? button.textContent).toSorted()).toEqual(["Close", "Close", "Undo"]);
});
