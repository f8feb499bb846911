import { Button, type ButtonProps, Group, Modal, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

interface Props extends ButtonProps {
  readonly children: ReactNode;
  /** Question as the dialog's title: "End the exercise?" */
  readonly question: string;
  /** What will happen and what cannot be undone. */
  readonly consequence: ReactNode;
  /** The verb on the button that does it. */
  readonly verb: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
}

/** A button for an act that is hard to take back: it says what will happen and asks once. */
export function ConfirmButton({ children, question, consequence, verb, isDangerous = false, onConfirm, ...button }: Props) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Modal opened={isOpen} onClose={close} title={question} size="sm">
        <Text size="sm" component="div">
          {consequence}
        </Text>
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button
            color={isDangerous ? "red" : "harbour"}
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {verb}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
