import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useState } from "react";

type NoteDialogProps = {
  readonly title: string;
  readonly hint: string;
  readonly initial: string;
  readonly onSave: (note: string) => void;
  readonly onClose: () => void;
};

/** Asks for the note of a piece of evidence. Ctrl+Enter saves. */
export function NoteDialog({ title, hint, initial, onSave, onClose }: NoteDialogProps) {
  const [note, setNote] = useState(initial);
  const save = () => {
    onSave(note.trim());
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <Textarea
        label="Note"
        description={hint}
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={save}>Keep as evidence</Button>
      </Group>
    </Modal>
  );
}
