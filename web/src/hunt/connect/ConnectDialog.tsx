import { Modal, Text } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "../../widgets/ErrorNotice.tsx";
import { Loaded } from "../../widgets/Loaded.tsx";
import { ConnectionRecipes } from "./ConnectionRecipes.tsx";
import { NewTokenForm } from "./NewTokenForm.tsx";
import { TokenList } from "./TokenList.tsx";
import { useCreateQueryToken, useQueryTokens, useRevokeQueryToken } from "./use-query-tokens.ts";

type ConnectDialogProps = { readonly exerciseId: string; readonly onClose: () => void };

/** Tokens for notebooks and tools that speak Kusto's protocol, and what to tell those tools. */
export function ConnectDialog({ exerciseId, onClose }: ConnectDialogProps) {
  const known = useQueryTokens(exerciseId);
  const create = useCreateQueryToken(exerciseId);
  const revoke = useRevokeQueryToken(exerciseId);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} size="lg" title="Connect a notebook or tool">
      <Text size="sm">
        The lab answers the query endpoints of Kusto. A token lets a tool ask in your name: it sees what your team sees, its queries are in
        the team’s history, and it ends with the exercise.
      </Text>
      <Loaded query={known}>
        {({ database, tokens }) => (
          <>
            <NewTokenForm
              isBusy={create.isPending}
              onCreate={(name) => create.mutate(name, { onSuccess: (made) => setSecret(made.secret) })}
            />
            {create.error !== null && <ErrorNotice error={create.error} />}
            <ConnectionRecipes cluster={window.location.origin} database={database} secret={secret} />
            <TokenList tokens={tokens} onRevoke={(id) => revoke.mutate(id)} />
            {revoke.error !== null && <ErrorNotice error={revoke.error} />}
          </>
        )}
      </Loaded>
    </Modal>
  );
}
