import { KINDS } from '../../../model/kinds';
import { isKnown, itemsOf } from '../../../model/value';
import type { security } from '../../resources';
import type { Check } from '../check';

/** Routing by the claims of a JWT needs a RequestAuthentication where the gateway runs. */
export const claims: Check = (mesh, report, facts) => {
  const policies = mesh.objects.of<security.RequestAuthenticationSpec>(KINDS.requestAuthentication);
  if (policies.some(({ spec }) => !isKnown(spec.jwtRules) || itemsOf(spec.jwtRules).length > 0)) return;
  for (const routes of facts.routes) {
    facts.matchesOf(routes).http.forEach(({ matches }, i) => {
      matches.forEach(({ headers }, k) => {
        const claim = Object.keys(headers).find((name) => name.toLowerCase().startsWith('@request.auth.claims'));
        if (claim === undefined) return;
        const text = `routes by "${claim}", but no RequestAuthentication of this program checks a JWT`;
        report({ code: 'IST0149', at: routes.origin, path: `spec.http[${i}].match[${k}].headers`, text });
      });
    });
  }
};
