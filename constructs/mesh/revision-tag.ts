import { Construct, type IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import { ResourceBundle } from '../delivery/resource-bundle';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { isNamespaceName } from '../namespace-name';
import { checkProps } from '../shapes/check';
import { has } from '../versions';

/** Properties of {@link RevisionTag}. */
export interface RevisionTagProps {
  /** The tag's name, which the label `istio.io/rev` of a namespace then means: `stable`. */
  readonly tag: string;
  /**
   * The revision that the tag leads to, such as `1-30-3`; its istiod must run.
   * @default - the mesh context's
   */
  readonly revision?: string;
  /**
   * Whether pods of namespaces without a label get a sidecar, too. For the tag `default` alone.
   * @default false
   */
  readonly injectsByDefault?: boolean;
  /**
   * Constructs that must be in the cluster before.
   * @default - none: name the istiod of the revision where the program has it
   */
  readonly dependsOn?: readonly IConstruct[];
}

/** What is not injected where pods without any label are. */
const NEVER_INJECTED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

type Expression = readonly [key: string, operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', ...values: string[]];

const selector = (...expressions: readonly Expression[]) => ({
  matchExpressions: expressions.map(([key, operator, ...values]) => ({
    key,
    operator,
    ...(values.length > 0 && { values }),
  })),
});

const REVISION = 'istio.io/rev';
const INJECTION = 'istio-injection';
const INJECT = 'sidecar.istio.io/inject';

/**
 * A name for a revision that namespaces choose instead of the revision itself, and that moves to another one in a single
 * change: no pod is created in between without its sidecar. The tag `default` answers for namespaces with
 * `istio-injection=enabled`.
 *
 * The objects are those of `istioctl tag set`; they travel in a Helm release of their own.
 *
 * @see https://istio.io/latest/docs/setup/upgrade/canary/#stable-revision-labels
 */
export class RevisionTag extends Construct {
  /** The tag's name. */
  readonly tag: string;
  /** The revision that the tag leads to. */
  readonly revision: string;

  /** @throws InvalidPropsError for a name that is no label, or that is the revision's own */
  constructor(scope: Construct, id: string, props: RevisionTagProps) {
    checkProps(scope, id, 'RevisionTagProps', props);
    const { tag, revision = MeshContext.of(scope).revision ?? 'default' } = props;
    const faults: string[] = [];
    if (!isNamespaceName(tag))
      faults.push(`tag: expected at most 63 lowercase letters, digits and hyphens, got ${JSON.stringify(tag)}`);
    if (tag === revision) faults.push(`tag: expected another name than that of the revision, got "${tag}"`);
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    this.tag = tag;
    this.revision = revision;
    // A manifest of its own would show every certificate that istiod writes into the webhooks as drift.
    MeshContext.set(this, { delivery: 'release' });
    const { rootNamespace, istioVersion } = MeshContext.of(this);
    const bundle = new ResourceBundle(this, 'Bundle', {
      namespace: rootNamespace,
      releaseName: `istio-revision-tag-${tag}`,
      dependsOn: props.dependsOn,
    });
    this.node.defaultChild = bundle;
    const labels = { 'istio.io/tag': tag, [REVISION]: revision };
    new CustomResource(bundle, 'Webhook', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        name: `istio-revision-tag-${tag}${rootNamespace === 'istio-system' ? '' : `-${rootNamespace}`}`,
        labels: { ...labels, app: 'sidecar-injector' },
      },
      clusterWide: true,
      fields: { webhooks: this.webhooks(rootNamespace, props.injectsByDefault ?? false) },
    });
    if (!has(istioVersion, 'revisionTagService')) return;
    new CustomResource(bundle, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `istiod-revision-tag-${tag}`,
        namespace: rootNamespace,
        labels: { ...labels, app: 'istiod', istio: 'pilot' },
      },
      spec: {
        ports: [
          { name: 'grpc-xds', port: 15010, protocol: 'TCP' },
          { name: 'https-dns', port: 15012, protocol: 'TCP' },
          { name: 'https-webhook', port: 443, protocol: 'TCP', targetPort: 15017 },
          { name: 'http-monitoring', port: 15014, protocol: 'TCP' },
        ],
        selector: { app: 'istiod', ...(revision === 'default' ? { istio: 'pilot' } : { [REVISION]: revision }) },
      },
    });
  }

  /** One webhook for each way in which a pod may ask for the tag; a pod matches one of them at most. */
  private webhooks(namespace: string, injectsByDefault: boolean): readonly object[] {
    const { tag, revision } = this;
    const service = { name: revision === 'default' ? 'istiod' : `istiod-${revision}`, namespace };
    const webhook = (prefix: string, namespaces: readonly Expression[], pods: readonly Expression[]) => ({
      name: `${prefix}.sidecar-injector.istio.io`,
      clientConfig: { service: { ...service, path: '/inject', port: 443 } },
      sideEffects: 'None',
      rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      admissionReviewVersions: ['v1'],
      namespaceSelector: selector(...namespaces),
      objectSelector: selector(...pods),
    });
    const unlabelled: readonly Expression[] = [
      [INJECTION, 'DoesNotExist'],
      [REVISION, 'DoesNotExist'],
    ];
    const mayBeInjected: Expression = [INJECT, 'NotIn', 'false'];
    const ofTag = [
      webhook(
        'rev.namespace',
        [
          [REVISION, 'In', tag],
          [INJECTION, 'DoesNotExist'],
        ],
        [mayBeInjected],
      ),
      webhook('rev.object', unlabelled, [mayBeInjected, [REVISION, 'In', tag]]),
    ];
    if (tag !== 'default') return ofTag;
    return [
      ...ofTag,
      webhook('namespace', [[INJECTION, 'In', 'enabled']], [mayBeInjected]),
      webhook('object', unlabelled, [
        [INJECT, 'In', 'true'],
        [REVISION, 'DoesNotExist'],
      ]),
      ...(injectsByDefault
        ? [
            webhook(
              'auto',
              [...unlabelled, ['kubernetes.io/metadata.name', 'NotIn', ...NEVER_INJECTED]],
              [
                [INJECT, 'DoesNotExist'],
                [REVISION, 'DoesNotExist'],
              ],
            ),
          ]
        : []),
    ];
  }
}
