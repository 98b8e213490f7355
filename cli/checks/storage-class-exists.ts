import type { KubernetesObject } from '../cluster/api';
import type { Check } from './check';

/** Where something in the stacks asks for storage, the cluster has a class that gives it. */
export const storageClassExists: Check = {
  title: 'a StorageClass gives the storage that the stacks ask for',
  group: 'Cluster',
  link: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  async look(session) {
    const { charts, objects } = await session.content();
    const asking = [
      ...objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ constructPath }) => constructPath),
      ...charts.filter(({ values }) => asksForStorage(values)).map(({ name }) => `release ${name}`),
    ];
    if (asking.length === 0) return { skipped: 'nothing asks for storage' };
    const classes = await session.list<KubernetesObject>('/apis/storage.k8s.io/v1/storageclasses');
    const named = classes.filter(
      ({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
    );
    if (named.length > 0) return { note: named.map(({ metadata }) => metadata.name).join(', ') };
    return {
      findings: [
        {
          severity: 'bad',
          problem: `no default StorageClass, but ${asking.join(', ')} ask for storage`,
          remedy: 'minikube addons enable default-storageclass storage-provisioner, or mark a class as the default one',
        },
      ],
    };
  },
};

/** `persistence.enabled` or `persistentVolume.enabled`, at any depth. */
function asksForStorage(values: unknown): boolean {
  if (typeof values !== 'object' || values === null) return false;
  return Object.entries(values).some(([key, value]) =>
    key === 'persistence' || key === 'persistentVolume'
      ? (value as { enabled?: boolean } | null)?.enabled === true
      : asksForStorage(value),
  );
}
