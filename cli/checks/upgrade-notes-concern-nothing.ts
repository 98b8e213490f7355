import type { Check, Finding } from './check';
import { chartsNamed } from './istio-charts';
import { notesFor, notesPage } from './upgrade/notes';
import { upgradesOf } from './upgrade/upgrades';

const SHOWN = 3;

/** What the minors between what runs and what is deployed changed concerns nothing that the stacks deploy. */
export const upgradeNotesConcernNothing: Check = {
  title: "what the upgrade's minors changed concerns nothing of these stacks",
  group: 'Earlier deploys',
  async look(session) {
    const [upgrades, content] = await Promise.all([upgradesOf(session), session.content()]);
    const compatibilityVersion = chartsNamed(content, 'istiod')
      .map(({ values }) => values['compatibilityVersion'])
      .find((version): version is string => typeof version === 'string' && version !== '');
    const steps = upgrades.flatMap(({ from, beside, to }) =>
      [...(from === undefined ? [] : [from]), ...beside.map(({ version }) => version)].map((one) => ({
        from: one,
        to,
      })),
    );
    if (steps.length === 0) return { skipped: 'no Istio runs yet' };
    const found = new Map(
      steps
        .flatMap((step) => notesFor(content, { ...step, ...(compatibilityVersion ? { compatibilityVersion } : {}) }))
        .map(({ note, affected }) => [note, affected]),
    );
    return {
      findings: [...found].map(
        ([{ since, change, remedy }, affected]): Finding => ({
          severity: 'warning',
          problem: `${named(affected)}: since ${since} ${change}`,
          remedy: `${remedy}; ${notesPage(since)}`,
        }),
      ),
    };
  },
};

function named(affected: readonly string[]): string {
  const more = affected.length - SHOWN;
  return `${affected.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
