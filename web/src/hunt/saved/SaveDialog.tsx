import type { SavedQueryView } from "@mailroom/server/contract";
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSavedQueries, useSaveQuery, useUpdateSavedQuery } from "../../api/saved-queries.ts";
import { ErrorNotice } from "../../widgets/ErrorNotice.tsx";
import { rangeLabel, type TabRange } from "../desk/tab-range.ts";
import { titleOf } from "../kql/statement-blocks.ts";
import styles from "./saved.module.css";

type SaveDialogProps = {
  readonly exerciseId: string;
  readonly text: string;
  readonly range: TabRange;
  readonly onSaved: (saved: SavedQueryView) => void;
  readonly onClose: () => void;
};

/** Asks for the name under which the team keeps a query. A name that is there already puts this text in the old one's place. */
export function SaveDialog({ exerciseId, text, range, onSaved, onClose }: SaveDialogProps) {
  const [name, setName] = useState(titleOf(text) ?? "");
  const known = useSavedQueries(exerciseId).data ?? [];
  const save = useSaveQuery(exerciseId);
  const update = useUpdateSavedQuery(exerciseId);
  const typed = name.trim();
  const replaced = known.find((one) => !one.isRemoved && one.name.toLowerCase() === typed.toLowerCase());
  const done = (saved: SavedQueryView) => {
    onSaved(saved);
    onClose();
  };
  const submit = () => {
    const kept = { text, range: { ...range } };
    if (replaced === undefined) save.mutate({ name: typed, ...kept }, { onSuccess: done });
    else update.mutate({ savedQueryId: replaced.id, ...kept }, { onSuccess: done });
  };
  const error = save.error ?? update.error;
  return (
    <Modal opened onClose={onClose} title="Save the query for your team">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== "") submit();
        }}
      >
        <TextInput
          label="Name"
          description={replaced === undefined ? undefined : `${replaced.savedBy} saved a query by this name. It will be replaced.`}
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" mt="sm">
          With its time range: {rangeLabel(range)}
        </Text>
        <pre className={styles["preview"]}>{text}</pre>
        {error !== null && <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={typed === ""} loading={save.isPending || update.isPending}>
            {replaced === undefined ? "Save" : "Replace"}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
