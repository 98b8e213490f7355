import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  CanaryUpgrade,
  type CanaryUpgradeProps,
  CustomResource,
  HelloWorld,
  IngressGateway,
  type IngressGatewayProps,
  InjectionLabel,
  MeshContext,
  ResourceBundle,
  RevisionTag,
  type UpgradeStep,
} from '../../../constructs';
import { type Synthesized, synthesizeIn, valuesOf } from '../../synthesized';

type Json = Readonly<Record<string, unknown>>;

const OLD = { istioVersion: '1.30.3' } as const;
const NEW = { istioVersion: '1.31.0' } as const;
const STEPS: readonly UpgradeStep[] = [
  'install',
  'canary',
  { namespaces: ['tests'] },
  { namespaces: 100 },
  'gateways',
  'default',
  'retire',
];

/** A program with two namespaces, workloads of both ways of delivery, and a gateway. */
function program(stack: TerraformStack, props: Partial<CanaryUpgradeProps> = {}): CanaryUpgrade {
  const upgrade = new CanaryUpgrade(stack, 'Mesh', {
    from: OLD,
    namespaces: ['tests', { name: 'shop', create: true }],
    ...props,
  });
  MeshContext.set(stack, { istioVersion: upgrade.istioVersion });
  new IngressGateway(upgrade.gateways, 'Ingress');
  new HelloWorld(stack, 'HelloWorld', { namespace: 'shop', versions: ['v1'] });
  const tests = new ResourceBundle(stack, 'Tests', { namespace: 'tests', releaseName: 'tests' });
  new CustomResource(tests, 'Runner', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'runner' },
    spec: { template: { metadata: { labels: { app: 'runner' } } } },
  });
  return upgrade;
}

const synthesized = (props: Partial<CanaryUpgradeProps> = {}) => synthesizeIn((stack) => program(stack, props));
const at = (step: number) => synthesized({ to: NEW, steps: STEPS, step });

/** A scope of a revision of its own. */
class CustomScope extends Construct {
  constructor(stack: TerraformStack, revision: string, id = 'Scope') {
    super(stack, id);
    MeshContext.set(this, { revision });
  }
}

/** What a plan shows of a stack: the arguments of each resource, without what only orders them. */
function planned({ resource }: Synthesized): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, { depends_on: _, ...block }]) => [
        `${type}.${String(block['name'] ?? name)}`,
        block,
      ]),
    ),
  );
}

/** What differs, as `PATH: BEFORE -> AFTER`. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isMap = (one: unknown): one is Json => typeof one === 'object' && one !== null;
  if (path.split('/').length > 1 && (before === undefined || after === undefined))
    return [`${before === undefined ? '+' : '-'} ${path}`];
  if (!isMap(before) || !isMap(after)) return [`${path}: ${String(before)} -> ${String(after)}`];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(before[key], after[key], path === '' ? key : `${path}/${key}`),
  );
}

const resources = (stack: Synthesized) => Object.keys(planned(stack)).sort();
/** Differences of resources that are in both, and `+`/`-` for those that are in one. */
function step(from: Synthesized, to: Synthesized): string[] {
  const [before, after] = [planned(from), planned(to)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    before[name] === undefined
      ? [`+ ${name}`]
      : after[name] === undefined
        ? [`- ${name}`]
        : differences(before[name], after[name], name).map((line) => line.replace(/values\/0\//, '')),
  );
}

describe('the steps of an upgrade', () => {
  const stands = STEPS.map((_, index) => at(index)).concat(at(STEPS.length));
  const stepTo = (number: number) => step(stands[number - 1] as Synthesized, stands[number] as Synthesized);
  /** The tags that a step moves, and whatever else it changes. */
  const apart = (lines: readonly string[]) => {
    const tags = new Set<string>();
    const others = lines.filter((line) => {
      const tag = /^helm_release\.istio-revision-tag-(\w+)\/.*: (?:istiod-)?1-30-3 -> (?:istiod-)?1-31-0$/.exec(
        line,
      )?.[1];
      if (tag !== undefined) tags.add(tag);
      return tag === undefined;
    });
    return { tags: [...tags].sort(), others };
  };

  it('begin with the old revision alone, which all tags lead to', () => {
    expect(resources(at(0))).toEqual([
      'helm_release.istio-base',
      'helm_release.istio-ingressgateway',
      'helm_release.istio-revision-tag-canary',
      'helm_release.istio-revision-tag-default',
      'helm_release.istio-revision-tag-stable',
      'helm_release.istiod-1-30-3',
      'helm_release.tests',
      expect.stringMatching(/^kubernetes_deployment_v1\./),
      expect.stringMatching(/^kubernetes_labels\./),
      expect.stringMatching(/^kubernetes_namespace_v1\./),
      expect.stringMatching(/^kubernetes_service_v1\./),
    ]);
    expect(planned(synthesized())).toEqual(planned(at(0)));
  });

  it('install: adds the new istiod and brings the definitions of its release', () => {
    expect(stepTo(1)).toEqual(['helm_release.istio-base/version: 1.30.3 -> 1.31.0', '+ helm_release.istiod-1-31-0']);
  });

  it('canary: moves that tag', () => {
    expect(apart(stepTo(2))).toEqual({ tags: ['canary'], others: [] });
  });

  it('namespaces: labels those of the step and restarts their workloads', () => {
    expect(stepTo(3)).toEqual([
      'helm_release.tests/manifests/test/Tests/Runner/spec/template/metadata/annotations/istio.io/rev: 1-30-3 -> 1-31-0',
      expect.stringMatching(/^kubernetes_labels\..*\/labels\/istio.io\/rev: stable -> canary$/),
    ]);
    expect(stepTo(4)).toEqual([
      expect.stringMatching(
        /^kubernetes_deployment_v1\..*\/spec\/template\/metadata\/annotations\/istio.io\/rev: 1-30-3 -> 1-31-0$/,
      ),
      expect.stringMatching(/^kubernetes_namespace_v1\..*\/metadata\/labels\/istio.io\/rev: stable -> canary$/),
    ]);
  });

  it('gateways: moves them', () => {
    expect(stepTo(5)).toEqual([
      'helm_release.istio-ingressgateway/revision: 1-30-3 -> 1-31-0',
      'helm_release.istio-ingressgateway/version: 1.30.3 -> 1.31.0',
    ]);
  });

  it('default: moves the two other tags and what validates, and restarts nothing', () => {
    expect(apart(stepTo(6))).toEqual({
      tags: ['default', 'stable'],
      others: ['helm_release.istio-base/defaultRevision: 1-30-3 -> 1-31-0'],
    });
  });

  it('retire: removes the old istiod, and labels the namespaces as they were', () => {
    expect(stepTo(7)).toEqual([
      '- helm_release.istiod-1-30-3',
      expect.stringMatching(/^kubernetes_labels\..*\/labels\/istio.io\/rev: canary -> stable$/),
      expect.stringMatching(/^kubernetes_namespace_v1\..*\/metadata\/labels\/istio.io\/rev: canary -> stable$/),
    ]);
  });

  it('end where the next upgrade begins', () => {
    const next = synthesized({ from: NEW, to: { istioVersion: '1.32.0' as '1.31' }, steps: STEPS, step: 0 });
    expect(planned(next)).toEqual(planned(stands[7] as Synthesized));
    expect(planned(synthesized({ from: NEW }))).toEqual(planned(next));
  });

  it('are named after what they do, the last of a name', () => {
    expect(planned(synthesized({ to: NEW, steps: STEPS, step: 'namespaces' }))).toEqual(planned(at(4)));
    expect(planned(synthesized({ to: NEW, step: 'retire' }))).toEqual(planned(at(7)));
  });
});

it.each(STEPS.map((_, index) => index + 1))('the way back of step %d is its opposite', (number) => {
  const opposite = (line: string) =>
    line
      .replace(/^[+-]/, (sign) => (sign === '+' ? '-' : '+'))
      .replace(/: (\S+) -> (\S+)$/, (_, before, after) => `: ${after} -> ${before}`);
  expect(step(at(number), at(number - 1)).sort()).toEqual(
    step(at(number - 1), at(number))
      .map(opposite)
      .sort(),
  );
});

describe('an upgrade', () => {
  it('waits with the tags for the istiod they lead to, and with the namespaces for the tags', () => {
    const { releases, resource } = at(2);
    expect(releases['istio-revision-tag-canary']?.['depends_on']).toEqual(['helm_release.istio-system_istiod-1-31-0']);
    expect(releases['istiod-1-31-0']?.['depends_on']).toEqual(['helm_release.istio-system_istio-base']);
    const [label] = Object.values(resource['kubernetes_labels'] ?? {});
    expect(label?.['depends_on']).toEqual(
      expect.arrayContaining(['helm_release.istio-system_istio-revision-tag-stable']),
    );
  });

  it('keeps the definitions of the newer release, whichever way it goes', () => {
    const back = (stepsDone: number) => synthesized({ from: NEW, to: OLD, steps: STEPS, step: stepsDone });
    expect([0, 1, 6, 7].map((done) => back(done).releases['istio-base']?.['version'])).toEqual([
      '1.31.0',
      '1.31.0',
      '1.31.0',
      '1.30.3',
    ]);
  });

  it('begins at an istiod without a revision, whose own webhook answers until it is gone', () => {
    const from = { ...OLD, name: 'default' };
    const [first, last] = [synthesized({ from, to: NEW }), synthesized({ from, to: NEW, step: 'retire' })];
    expect(resources(first)).toContain('helm_release.istiod');
    expect(resources(first)).not.toContain('helm_release.istio-revision-tag-default');
    expect(first.releases['istio-base']?.values[0]).toMatchObject({ defaultRevision: 'default' });
    expect(planned(last)).toEqual(planned(synthesized({ from: NEW })));
  });

  it('checks resources against the release that validates them', () => {
    const versions: string[] = [];
    for (const done of ['gateways', 'default'] as const) {
      synthesizeIn((stack) => void versions.push(program(stack, { to: NEW, step: done }).istioVersion));
    }
    expect(versions).toEqual(['1.30.3', '1.31.0']);
  });

  it('leaves workloads alone that have no sidecar, and all of them where it is told so', () => {
    const template = (props: Partial<CanaryUpgradeProps>, labels: object) => {
      const { releases } = synthesizeIn((stack) => {
        new CanaryUpgrade(stack, 'Mesh', { from: OLD, namespaces: ['tests'], ...props });
        new CustomResource(stack, 'Runner', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'runner', namespace: 'tests' },
          spec: { template: { metadata: { labels } } },
        });
      });
      return JSON.stringify(releases['deployment-runner']?.values);
    };
    expect(template({}, {})).toContain('"istio.io/rev":"1-30-3"');
    expect(template({}, { 'sidecar.istio.io/inject': 'false' })).not.toContain('istio.io/rev');
    expect(template({ restart: false }, {})).not.toContain('istio.io/rev');
  });

  it('refuses to retire a revision that the program still names, and a gateway whose namespace would decide', () => {
    const build = (stack: TerraformStack) => {
      const upgrade = program(stack, { to: NEW, step: 'retire' });
      new InjectionLabel(new CustomScope(stack, '1-30-3'), 'Label', { namespace: 'orders' });
      const behind = new CustomScope(stack, '1-30-3', 'Behind');
      new IngressGateway(behind, 'Other', { name: 'other' });
      new IngressGateway(upgrade.gateways, 'Shop', { name: 'shop', namespace: 'shop' });
    };
    const expected = 'expected one of 1-31-0, whose istiod runs at this step of test/Mesh, got "1-30-3"';
    let message = '';
    try {
      synthesizeIn(build);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`test/Scope/Label/Resource: label istio.io/rev: ${expected}`);
    expect(message).toContain(`test/Behind/Other/Resource/Resource: gateway: ${expected}`);
    expect(message).toContain(
      'test/Mesh/Gateways/Shop/Resource/Resource: namespace: expected one that is not in the namespaces of test/Mesh, whose label would win over the gateway\'s revision, got "shop"',
    );
  });

  it('says everything that is wrong with its props at once', () => {
    const faults = (props: Partial<CanaryUpgradeProps>) => () => synthesized(props);
    expect(faults({ step: 2 })).toThrow('test/Mesh: step: expected 0 where there is no "to", got 2');
    expect(faults({ to: { ...NEW, name: '1-30-3' } })).toThrow('to.name: expected another name than that of "from"');
    expect(faults({ to: { ...NEW, name: 'canary' } })).toThrow(
      'to.name: expected another name than those of the tags, got "canary"',
    );
    expect(faults({ to: NEW, step: 9 })).toThrow(
      'step: expected an integer from 0 (before the upgrade) to 6 (done), got 9',
    );
    expect(faults({ to: NEW, steps: ['canary', 'install', { namespaces: ['typo'] }, { namespaces: 120 }] })).toThrow(
      [
        'test/Mesh: steps[1]: expected a step after "canary", got "install": to go back, lower `step`',
        'test/Mesh: steps[2].namespaces: expected one of tests, shop, got "typo"',
        'test/Mesh: steps[3].namespaces: expected a number above 0, 100 at most, got 120',
        'test/Mesh: steps: expected each of install, canary, namespaces, gateways, default, retire, got no "gateways", "default", "retire"',
      ].join('\n'),
    );
    expect(
      faults({ to: NEW, steps: ['install', 'canary', { namespaces: 50 }, 'gateways', 'default', 'retire'] }),
    ).toThrow('steps: expected that every namespace moves, got none for shop: end with { namespaces: 100 }');
  });
});

describe('gateways that move in shares', () => {
  const SHARES: readonly UpgradeStep[] = [...STEPS.slice(0, 4), { gateways: 25 }, { gateways: 60 }, ...STEPS.slice(4)];
  const FIRST_SHARE = 5;
  const withGateway = (props: IngressGatewayProps, stepsDone: number, steps = SHARES) =>
    synthesizeIn((stack) => {
      const upgrade = new CanaryUpgrade(stack, 'Mesh', {
        from: OLD,
        to: NEW,
        namespaces: ['tests', 'shop'],
        steps,
        step: stepsDone,
      });
      new IngressGateway(upgrade.gateways, 'Ingress', props);
    });
  const stands = SHARES.map((_, index) => index)
    .concat(SHARES.length)
    .map((done) => withGateway({ replicas: 4 }, done));
  const stepTo = (number: number) => step(stands[number - 1] as Synthesized, stands[number] as Synthesized);
  const SECOND = 'istio-ingressgateway-1-31-0';

  it('have as many of their pods in a second Deployment behind the same Service', () => {
    expect(stepTo(FIRST_SHARE)).toEqual([
      'helm_release.istio-ingressgateway/replicaCount: 4 -> 3',
      `+ helm_release.${SECOND}`,
    ]);
    const { releases } = stands[FIRST_SHARE] as Synthesized;
    const { ports, ...service } = valuesOf<{ service: Json & { ports?: unknown } }>(
      stands[FIRST_SHARE] as Synthesized,
      SECOND,
    ).service;
    expect(releases[SECOND]).toMatchObject({ version: '1.31.0' });
    expect({ ports, ...service }).toEqual({ type: 'None' });
    expect(valuesOf<Json>(stands[FIRST_SHARE] as Synthesized, SECOND)).toMatchObject({
      name: SECOND,
      revision: '1-31-0',
      labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
      serviceAccount: { create: false, name: 'istio-ingressgateway-service-account' },
      rbac: { enabled: false },
      autoscaling: { enabled: false },
      replicaCount: 1,
    });
    expect(stepTo(FIRST_SHARE + 1)).toEqual([
      'helm_release.istio-ingressgateway/replicaCount: 3 -> 2',
      `helm_release.${SECOND}/replicaCount: 1 -> 2`,
    ]);
  });

  it('take pods away only after the others are there', () => {
    const { releases } = stands[FIRST_SHARE] as Synthesized;
    expect(releases['istio-ingressgateway']?.['depends_on']).toContain(`helm_release.istio-system_${SECOND}`);
    expect(releases[SECOND]?.['wait']).not.toBe(false);
  });

  it('move as a whole in the end, and the second Deployment goes with the old revision', () => {
    expect(stepTo(FIRST_SHARE + 2)).toEqual([
      'helm_release.istio-ingressgateway/replicaCount: 2 -> 4',
      'helm_release.istio-ingressgateway/revision: 1-30-3 -> 1-31-0',
      'helm_release.istio-ingressgateway/version: 1.30.3 -> 1.31.0',
    ]);
    expect(stepTo(FIRST_SHARE + 3).join()).not.toContain('ingressgateway');
    expect(stepTo(FIRST_SHARE + 4)).toContain(`- helm_release.${SECOND}`);
    expect(planned(stands[SHARES.length] as Synthesized)).toEqual(
      planned(withGateway({ replicas: 4 }, STEPS.length, STEPS)),
    );
  });

  it('keep one pod on each side where there are few, and take over what the program says of the gateway', () => {
    const replicas = (count: number) => {
      const stack = withGateway({ replicas: count, name: 'edge', values: { labels: { team: 'web' } } }, FIRST_SHARE);
      const of = (name: string) => valuesOf<{ replicaCount: number; labels: Json }>(stack, name);
      expect(of('edge-1-31-0').labels).toEqual({ team: 'web', app: 'edge', istio: 'ingressgateway' });
      return [of('edge').replicaCount, of('edge-1-31-0').replicaCount];
    };
    expect([1, 2, 3, 10].map(replicas)).toEqual([
      [1, 1],
      [1, 1],
      [2, 1],
      [7, 3],
    ]);
  });

  it('say that weights by replicas need replicas', () => {
    const warnings = (props: IngressGatewayProps, done: number) => {
      const found: string[] = [];
      synthesizeIn((stack) => {
        const upgrade = new CanaryUpgrade(stack, 'Mesh', {
          from: OLD,
          to: NEW,
          steps: SHARES.filter((one) => typeof one === 'string' || 'gateways' in one || one.namespaces === 100),
          step: done,
        });
        const { node } = new IngressGateway(upgrade.gateways, 'Ingress', props);
        found.push(...node.metadata.map(({ data }) => String(data)));
      });
      return found;
    };
    const [line] = warnings({}, 4);
    expect(line).toContain(
      'steps: expected a fixed number of replicas to share out, got none: 1 more pod follows revision 1-31-0, however many others there are',
    );
    expect(warnings({}, 6)).toEqual([]);
    expect(warnings({ values: { kind: 'DaemonSet' } }, 4)[0]).toContain('got a DaemonSet: it moves in one step');
  });

  it('grow from step to step, before the step that ends them', () => {
    const faults =
      (...gateways: readonly UpgradeStep[]) =>
      () =>
        synthesized({ to: NEW, steps: ['install', 'canary', { namespaces: 100 }, ...gateways, 'default', 'retire'] });
    expect(faults({ gateways: 50 }, { gateways: 25 }, 'gateways')).toThrow(
      'test/Mesh: steps[4].gateways: expected a number above 50, below 100, got 25',
    );
    expect(faults({ gateways: 100 }, 'gateways')).toThrow('expected a number above 0, below 100, got 100');
    expect(faults('gateways', { gateways: 50 })).toThrow('steps[4]: expected a step after "gateways", got "gateways"');
    expect(faults({ gateways: 50 })).toThrow('got no "gateways"');
  });
});

describe('a tag', () => {
  const tagOf = (istioVersion: '1.27' | '1.31', tag: string, injectsByDefault = false) =>
    Object.values(
      valuesOf<{ manifests: Record<string, Tag> }>(
        synthesizeIn((stack) => {
          MeshContext.set(stack, { istioVersion, revision: 'blue' });
          new RevisionTag(stack, 'Tag', { tag, injectsByDefault });
        }),
        `istio-revision-tag-${tag}`,
      ).manifests,
    );
  interface Tag {
    readonly kind: string;
    readonly metadata: { readonly name: string };
    readonly webhooks: readonly { readonly name: string; readonly clientConfig: object }[];
  }

  it('is a webhook, and a Service where istiod reads it', () => {
    expect(tagOf('1.27', 'stable').map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'MutatingWebhookConfiguration istio-revision-tag-stable',
    ]);
    expect(tagOf('1.31', 'stable').map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'MutatingWebhookConfiguration istio-revision-tag-stable',
      'Service istiod-revision-tag-stable',
    ]);
  });

  it('answers for istio-injection=enabled where it is called default', () => {
    const names = (tag: string, injectsByDefault = false) =>
      tagOf('1.27', tag, injectsByDefault)[0]?.webhooks.map(({ name }) => name.replace(/\.sidecar-injector.*/, ''));
    expect(names('stable')).toEqual(['rev.namespace', 'rev.object']);
    expect(names('default')).toEqual(['rev.namespace', 'rev.object', 'namespace', 'object']);
    expect(names('default', true)).toEqual(['rev.namespace', 'rev.object', 'namespace', 'object', 'auto']);
  });

  it('has a name of its own', () => {
    expect(() => synthesizeIn((stack) => new RevisionTag(stack, 'Tag', { tag: 'blue', revision: 'blue' }))).toThrow(
      'test/Tag: tag: expected another name than that of the revision, got "blue"',
    );
  });
});
