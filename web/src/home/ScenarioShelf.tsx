import type { ScenarioCard as Card } from "@mailroom/server/contract";
import { Button, Modal, TextInput } from "@mantine/core";
import { IconClock, IconStairs } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { startSolo } from "../api/auth.ts";
import { useScenarios } from "../api/scenarios.ts";
import { durationText } from "../base/time-text.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import styles from "./Home.module.css";

/** Guided scenarios that anybody may start alone. */
export function ScenarioShelf({ displayName }: { readonly displayName: string }) {
  const scenarios = useScenarios();
  const [chosen, setChosen] = useState<Card | null>(null);
  return (
    <section aria-labelledby="shelf">
      <h2 id="shelf" className={styles["sectionTitle"]}>
        Start alone
      </h2>
      <Loaded query={scenarios} lines={4}>
        {(cards) =>
          cards.every((card) => !card.isGuided) ? (
            <EmptyState isCompact headline="No guided scenario is published yet">
              An instructor adds one as a folder under scenarios/.
            </EmptyState>
          ) : (
            <ul className={styles["shelf"]}>
              {cards
                .filter((card) => card.isGuided)
                .map((card) => (
                  <ScenarioItem key={card.slug} card={card} onStart={() => setChosen(card)} />
                ))}
            </ul>
          )
        }
      </Loaded>
      {chosen !== null && <StartDialog card={chosen} displayName={displayName} onClose={() => setChosen(null)} />}
    </section>
  );
}

function ScenarioItem({ card, onStart }: { readonly card: Card; readonly onStart: () => void }) {
  return (
    <li className={styles["scenario"]}>
      <h3 className={styles["scenarioTitle"]}>{card.title}</h3>
      <p className={styles["scenarioText"]}>{card.summary}</p>
      <p className={styles["scenarioFacts"]}>
        <span>
          <IconStairs size={14} aria-hidden="true" /> {card.level.charAt(0).toUpperCase() + card.level.slice(1)}
        </span>
        <span>
          <IconClock size={14} aria-hidden="true" /> about {durationText(card.minutes * 60_000)}
        </span>
      </p>
      {card.skills.length > 0 && <p className={styles["skills"]}>{card.skills.join(" · ")}</p>}
      <Button onClick={onStart} aria-label={`Start ${card.title}`}>
        Start
      </Button>
    </li>
  );
}

function StartDialog({ card, displayName, onClose }: { readonly card: Card; readonly displayName: string; readonly onClose: () => void }) {
  const [name, setName] = useState(displayName);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const start = useMutation({
    mutationFn: () => startSolo({ slug: card.slug, displayName: name.trim() }),
    onSuccess: async ({ exerciseId }) => {
      await cache.invalidateQueries();
      await navigate({ to: "/x/$exerciseId/brief", params: { exerciseId } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") start.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={card.title} size="md">
      <form onSubmit={submit}>
        <p>You will be able to:</p>
        <ul className={styles["objectives"]}>
          {card.objectives.map((objective) => (
            <li key={objective}>{objective}</li>
          ))}
        </ul>
        <TextInput
          data-autofocus
          label="Your name"
          description="Shown in the debrief; no account is made."
          size="sm"
          maxLength={60}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {start.isError && <ErrorNotice error={start.error} />}
        <Button type="submit" mt="md" size="sm" fullWidth loading={start.isPending} disabled={name.trim() === ""}>
          Start the scenario
        </Button>
      </form>
    </Modal>
  );
}
