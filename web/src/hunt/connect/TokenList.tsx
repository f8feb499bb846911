import type { QueryToken } from "@mailroom/server/contract";
import { ConfirmButton } from "../../widgets/ConfirmButton.tsx";
import styles from "./connect.module.css";

type TokenListProps = { readonly tokens: readonly QueryToken[]; readonly onRevoke: (id: string) => void };

const shown = (instant: string): string => new Date(instant).toLocaleString();

export function TokenList({ tokens, onRevoke }: TokenListProps) {
  if (tokens.length === 0) return null;
  return (
    <section aria-labelledby="own-tokens">
      <h3 id="own-tokens" className={styles["heading"]}>
        Your tokens
      </h3>
      <ul className={styles["tokens"]}>
        {tokens.map(({ id, name, createdAt, lastUsedAt }) => (
          <li key={id}>
            <span className={styles["name"]}>{name}</span>
            <span className={styles["dates"]}>
              made {shown(createdAt)}, {lastUsedAt === null ? "not used yet" : `last used ${shown(lastUsedAt)}`}
            </span>
            <ConfirmButton
              variant="default"
              size="compact-sm"
              question={`Revoke “${name}”?`}
              consequence="Tools that use this token can ask nothing more, from now on. It cannot be brought back."
              verb="Revoke"
              isDangerous
              aria-label={`Revoke ${name}`}
              onConfirm={() => onRevoke(id)}
            >
              Revoke
            </ConfirmButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
