import type { FacilitatorNote } from "@mailroom/server/contract";
import { Button, Textarea } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAddNote } from "../api/facilitation.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import { notifyProblem } from "../widgets/notify.tsx";
import styles from "./Facilitate.module.css";

/** Observations for the after-action review, stamped with exercise time. Only facilitators see them. */
export function NotesPane({ exerciseId, query }: { readonly exerciseId: string; readonly query: UseQueryResult<FacilitatorNote[]> }) {
  const [text, setText] = useState("");
  const add = useAddNote(exerciseId);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== "") add.mutate(text.trim(), { onSuccess: () => setText(""), onError: notifyProblem });
  };
  return (
    <div className={styles["notes"]}>
      <form className={styles["noteForm"]} onSubmit={submit}>
        <Textarea
          aria-label="New note"
          placeholder="What you noticed; Ctrl Enter adds it"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        <Button type="submit" loading={add.isPending} disabled={text.trim() === ""}>
          Add the note
        </Button>
      </form>
      <Loaded query={query} lines={2}>
        {(notes) =>
          notes.length === 0 ? (
            <EmptyState isCompact headline="No notes yet" />
          ) : (
            <ul className={styles["noteList"]}>
              {notes
                .toSorted((a, b) => b.at.localeCompare(a.at))
                .map((note) => (
                  <li key={note.id}>
                    <TimeStamp instant={note.simAt} withDay isToTheSecond /> <span className="muted">{note.byName}</span>
                    <p className={styles["injectBody"]}>{note.text}</p>
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}
