import { Button, Modal, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useCreateExercise } from "../api/exercises.ts";
import { useScenarios } from "../api/scenarios.ts";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import styles from "./Facilitate.module.css";

/** A new exercise from a scenario: title, teams, and a seed for those who want the same world again. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const scenarios = useScenarios();
  const create = useCreateExercise();
  const navigate = useNavigate();
  const [slug, setSlug] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const [teams, setTeams] = useState<string[]>(["Blue", "Green"]);
  const [seed, setSeed] = useState<number | null>(null);
  const chosen = scenarios.data?.find((card) => card.slug === slug);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (slug === null || teams.length === 0) return;
    create.mutate(
      { slug, title: title.trim() || (chosen?.title ?? slug), teams, ...(seed === null ? {} : { seed }) },
      { onSuccess: (exercise) => void navigate({ to: "/run/$exerciseId", params: { exerciseId: exercise.id }, search: {} }) },
    );
  };
  return (
    <Modal opened onClose={onClose} title="New exercise" size="md">
      <form className={styles["form"]} onSubmit={submit}>
        <Select
          data-autofocus
          label="Scenario"
          placeholder={scenarios.isPending ? "Loading …" : "Choose one"}
          required
          searchable
          openOnFocus={false}
          selectFirstOptionOnChange
          data={(scenarios.data ?? []).map((card) => ({ value: card.slug, label: `${card.title} · ${card.level} · ${card.minutes} min` }))}
          value={slug}
          onChange={setSlug}
        />
        {chosen !== undefined && <p className="muted">{chosen.summary}</p>}
        <TextInput
          label="Title"
          placeholder={chosen?.title ?? "Shown to everybody who joins"}
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TagsInput
          label="Teams"
          description="People without a wish go to the smallest one."
          required
          maxTags={40}
          acceptValueOnBlur
          value={teams}
          onChange={setTeams}
        />
        <NumberInput
          label="Seed"
          description="The same seed gives the same world. Left empty, one is drawn."
          min={0}
          max={2 ** 31 - 1}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={seed ?? ""}
          onChange={(value) => setSeed(typeof value === "number" ? value : null)}
        />
        {scenarios.isError && <ErrorNotice error={scenarios.error} onRetry={() => void scenarios.refetch()} />}
        {create.isError && <ErrorNotice error={create.error} />}
        <Button type="submit" size="sm" loading={create.isPending} disabled={slug === null || teams.length === 0}>
          Create the exercise
        </Button>
      </form>
    </Modal>
  );
}
