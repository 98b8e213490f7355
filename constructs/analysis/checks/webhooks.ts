import { isIP } from 'node:net';
import { KINDS } from '../../../model/kinds';
import { type LabelSelector, matchesSelector } from '../../../model/labels';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, textOf } from '../../../model/value';
import { type Check, type ProgramMesh, type ProgramObject, pathOf } from '../check';
import type { Report } from '../finding';

/** The webhooks of Istio lead to an istiod, and no pod is injected by two of them. */
export const webhooks: Check = (mesh, report) => {
  const injectors = mesh.objects.of(KINDS.mutatingWebhooks).filter(isInjector);
  for (const injector of injectors) checkServices(injector, mesh, report);
  checkOverlaps(injectors, report);
  for (const object of [...mesh.objects.of(KINDS.mutatingWebhooks), ...mesh.objects.of(KINDS.validatingWebhooks)])
    checkUrls(object, report);
};

function webhooksOf({ manifest }: ProgramObject): readonly Fields[] {
  return itemsOf(manifest['webhooks']).map((webhook) => fieldsOf(webhook));
}

function isInjector(object: ProgramObject): boolean {
  return webhooksOf(object).some(({ name }) => (textOf(name) ?? '').endsWith('istio.io'));
}

function checkServices(injector: ProgramObject, mesh: ProgramMesh, report: Report): void {
  webhooksOf(injector).forEach((webhook, i) => {
    const { name, namespace } = fieldsOf(fieldsOf(webhook['clientConfig'])['service']);
    if (typeof name !== 'string' || typeof namespace !== 'string') return;
    if (mesh.hasHost(mesh.complete(name, namespace))) return;
    // The chart of another program may bring the Service.
    const severity = mesh.ownsNamespace(namespace) ? 'error' : 'warning';
    const text = `Service "${namespace}/${name}" not found: nothing is injected`;
    const path = `webhooks[${i}].clientConfig.service`;
    report({ code: 'IST0139', at: injector.origin, path, text, severity });
  });
}

interface Named {
  readonly object: ProgramObject;
  readonly webhook: Fields;
  readonly index: number;
}

function checkOverlaps(injectors: readonly ProgramObject[], report: Report): void {
  const all = injectors.flatMap((object) => webhooksOf(object).map((webhook, index) => ({ object, webhook, index })));
  const readable = all.filter(({ webhook }) => isFullyKnown(webhook));
  const revisions = new Set(readable.flatMap(({ webhook }) => [...revisionsOf(webhook)]));
  const said = new Set<Named>();
  for (const namespace of variants('istio-injection', ['enabled', 'disabled'], revisions)) {
    for (const pod of variants('sidecar.istio.io/inject', ['true', 'false'], revisions)) {
      const taking = readable.filter(
        ({ webhook }) => holds(webhook['namespaceSelector'], namespace) && holds(webhook['objectSelector'], pod),
      );
      if (taking.length < 2) continue;
      for (const one of taking) {
        const other = taking.find((each) => each !== one);
        if (other === undefined || said.has(one)) continue;
        said.add(one);
        const isOne = serverOf(one.webhook) === serverOf(other.webhook);
        const then = isOne ? 'they are injected twice' : 'both inject them';
        const text = `is for the same pods as webhook "${String(other.webhook['name'])}" of ${pathOf(other.object)}: ${then}`;
        // What one istiod injects twice comes out as if it were once.
        const severity = isOne ? 'warning' : 'error';
        report({ code: 'IST0139', at: one.object.origin, path: `webhooks[${one.index}]`, text, severity });
      }
    }
  }
}

/** Who answers a webhook: a Service, or the host of an URL. */
function serverOf({ clientConfig }: Fields): string {
  const { service, url } = fieldsOf(clientConfig);
  const { namespace, name } = fieldsOf(service);
  const text = textOf(url);
  return text !== undefined && URL.canParse(text) ? new URL(text).host : `${String(namespace)}/${String(name)}`;
}

type Labels = Readonly<Record<string, string>>;

/** The labels that tell what is injected, each with each revision. */
function variants(key: string, values: readonly string[], revisions: ReadonlySet<string>): Labels[] {
  const own: Labels[] = [{}, ...values.map((value) => ({ [key]: value }))];
  return [...own, ...[...revisions].flatMap((revision) => own.map((one) => ({ ...one, 'istio.io/rev': revision })))];
}

function revisionsOf(webhook: Fields): Set<string> {
  const found = new Set<string>();
  for (const field of ['namespaceSelector', 'objectSelector']) {
    const { matchLabels, matchExpressions } = fieldsOf(webhook[field]);
    const revision = textOf(fieldsOf(matchLabels)['istio.io/rev']);
    if (revision !== undefined) found.add(revision);
    for (const expression of itemsOf(matchExpressions)) {
      const { key, values } = fieldsOf(expression);
      if (key === 'istio.io/rev') for (const value of itemsOf(values)) found.add(String(value));
    }
  }
  return found;
}

/** Whether a label selector of Kubernetes holds; none holds for everything. */
function holds(selector: unknown, labels: Labels): boolean {
  return matchesSelector(fieldsOf(selector) as LabelSelector, labels);
}

/** An istiod outside of the cluster is reached by the name of its gateway. */
function checkUrls(object: ProgramObject, report: Report): void {
  const name = textOf(object.metadata.name) ?? '';
  const isIstiods =
    object.kind === 'MutatingWebhookConfiguration'
      ? name.startsWith('istio-sidecar-injector')
      : name === 'istiod-default-validator' || name.startsWith('istio-validator');
  if (!isIstiods) return;
  webhooksOf(object).forEach((webhook, i) => {
    const { url, service } = fieldsOf(webhook['clientConfig']);
    const path = `webhooks[${i}].clientConfig.url`;
    if (!isKnown(url) || (service !== undefined && service !== null)) return;
    if (typeof url !== 'string' || url === '') {
      const text = 'expected the URL of an istiod, or a service, got none';
      report({ code: 'IST0163', at: object.origin, path, text });
      return;
    }
    const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : undefined;
    if (host === undefined) {
      report({ code: 'IST0163', at: object.origin, path, text: `expected the URL of an istiod, got "${url}"` });
    } else if (isIP(host) !== 0) {
      report({ code: 'IST0164', at: object.origin, path, text: `expected a host name, got the IP address ${host}` });
    }
  });
}
