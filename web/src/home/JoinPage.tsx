import type { JoinPreview } from "@mailroom/server/contract";
import { Button, Radio, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { joinExercise } from "../api/auth.ts";
import { useJoinPreview, useMe } from "../api/session.ts";
import { normaliseCode, showCode } from "../base/join-code.ts";
import { countOf } from "../base/plural.ts";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { Notice } from "../widgets/Notice.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import styles from "./Home.module.css";

/** `/join/CODE`: what one joins, under which name, in which team. */
export function JoinPage() {
  const { code: typed = "" } = useParams({ strict: false });
  const code = normaliseCode(typed);
  const preview = useJoinPreview(code);
  const me = useMe();
  return (
    <>
      <PageHeader title="Join an exercise" subtitle={code === null ? undefined : <span className="mono">{showCode(code)}</span>} />
      <div className={styles["narrow"]}>
        {code === null ? (
          <Notice tone="warn" title="This is not a code" action={<Link to="/">Type it again</Link>}>
            A code has six letters and digits.
          </Notice>
        ) : (
          <Loaded query={preview} lines={4}>
            {(data) => (me.isPending ? null : <JoinForm key={code} code={code} preview={data} name={me.data?.user?.displayName ?? ""} />)}
          </Loaded>
        )}
      </div>
    </>
  );
}

function JoinForm({ code, preview, name }: { readonly code: string; readonly preview: JoinPreview; readonly name: string }) {
  const [displayName, setDisplayName] = useState(name);
  const [teamId, setTeamId] = useState("");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const join = useMutation({
    mutationFn: () => joinExercise({ code, displayName: displayName.trim(), ...(teamId === "" ? {} : { teamId }) }),
    onSuccess: async ({ exerciseId }) => {
      await cache.invalidateQueries();
      await navigate({ to: "/x/$exerciseId/brief", params: { exerciseId } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (displayName.trim() !== "") join.mutate();
  };
  return (
    <form className={styles["form"]} onSubmit={submit}>
      <div>
        <h2 className={styles["cardTitle"]}>{preview.exerciseTitle}</h2>
        <span className="muted">{preview.scenarioTitle}</span>
      </div>
      <TextInput
        label="Your name"
        description="Your team and the facilitator see it."
        size="sm"
        maxLength={60}
        required
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      {preview.teams.length > 1 && (
        <Radio.Group label="Team" value={teamId} onChange={setTeamId}>
          <Radio className={styles["team"] ?? ""} value="" label="Wherever there is room" />
          {preview.teams.map((team) => (
            <Radio
              key={team.id}
              className={styles["team"] ?? ""}
              value={team.id}
              label={`${team.name} · ${countOf(team.members, "person", "people")}`}
            />
          ))}
        </Radio.Group>
      )}
      {join.isError && <ErrorNotice error={join.error} />}
      <Button type="submit" size="sm" loading={join.isPending} disabled={displayName.trim() === ""}>
        Join
      </Button>
    </form>
  );
}
