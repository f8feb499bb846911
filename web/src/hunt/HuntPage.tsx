import { EmptyState } from "../widgets/EmptyState.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";

export function HuntPage() {
  return (
    <>
      <PageHeader title="Hunt" />
      <EmptyState headline="The hunt page is on its way" />
    </>
  );
}
