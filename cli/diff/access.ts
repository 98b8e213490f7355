import type { CallerName, CallerNames } from '../../model/access/caller-names';
import { type AccessChange, accessChanges, type ChangedCallers, MOST_NAMES } from '../../model/access/changes';
import { MeshAccess } from '../../model/access/mesh-access';
import type { ChartRelease } from '../../model/charts';
import { Mesh } from '../../model/mesh';
import { type ModelObject, modelObject } from '../../model/object';
import { fieldsOf, type Fields as ModelFields, textOf } from '../../model/value';
import { CHART, type ObjectPair, RESOURCE } from './objects/object-pair';
import type { Remark } from './rule';
import { joined, type Sentence, say, words } from './sentence';
import { type Fields, isFields, isList, type Value } from './values';

/** The kind given to what changes for the callers of a destination: it is no object, and no Terraform resource. */
export const ACCESS = 'Access';

/** What changes for the callers of one destination. */
export interface AccessRemarks {
  /** `namespace/name:port`. */
  readonly title: string;
  readonly namespace: string;
  readonly name: string;
  readonly remarks: readonly Remark[];
}

/** Kinds of which none changes who may call whom. */
const WITHOUT_SAY = new Set([
  RESOURCE,
  'ConfigMap',
  'EnvoyFilter',
  'ProxyConfig',
  'Secret',
  'Telemetry',
  'TrafficExtension',
  'VirtualService',
  'WasmPlugin',
]);

/** Whether anything changes that has a say in who may call whom. */
export function mayChangeAccess(pairs: readonly ObjectPair[]): boolean {
  return pairs.some(({ kind, action, carrier }) => action !== 'none' && !carrier && !WITHOUT_SAY.has(kind));
}

/** Who gains and who loses access, destination by destination: what all changes come to together. */
export function accessRemarks(pairs: readonly ObjectPair[]): readonly AccessRemarks[] {
  if (!mayChangeAccess(pairs)) return [];
  const [before, after] = [accessOf(pairs, 'before'), accessOf(pairs, 'after')];
  return accessChanges(before, after).map(remarksOn);
}

function accessOf(pairs: readonly ObjectPair[], side: 'before' | 'after'): MeshAccess {
  const objects: ModelObject[] = [];
  const charts: ChartRelease[] = [];
  for (const pair of pairs) {
    // What Terraform forgets stays in the cluster.
    const content = side === 'before' || pair.action === 'forget' ? pair.before : pair.after;
    if (content === undefined || pair.kind === RESOURCE || pair.carrier) continue;
    if (pair.kind === CHART) charts.push(chartOf(pair, content));
    else {
      const { namespace, partial } = pair;
      const source = { origin: undefined, partial, ...(namespace !== undefined && { namespace }) };
      objects.push(modelObject(inModel(content), source));
    }
  }
  return new MeshAccess(new Mesh({ objects, charts }));
}

function chartOf({ name, namespace = 'default' }: ObjectPair, content: Fields): ChartRelease {
  const { chart, repository, version, values } = fieldsOf(inModel(content)['spec']);
  const [from, exact] = [textOf(repository), textOf(version)];
  return {
    name,
    namespace,
    chart: textOf(chart) ?? '',
    ...(from !== undefined && { repository: from }),
    ...(exact !== undefined && { version: exact }),
    values: fieldsOf(values),
    origin: undefined,
  };
}

/** What is not set is not there. */
function inModel(content: Fields): ModelFields {
  return fieldsOf(withoutNulls(content));
}

function withoutNulls(value: Value): unknown {
  if (isList(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === undefined || item === null ? [] : [[name, withoutNulls(item)]],
    ),
  );
}

function remarksOn(change: AccessChange): AccessRemarks {
  const { name: place, port, lastCallers, changes } = change;
  const [namespace = '', name = ''] = place.split('/');
  const title = port === undefined ? place : `${place}:${port}`;
  return { title, namespace, name, remarks: [...closed(lastCallers), ...changes.flatMap(remarksOf(lastCallers))] };
}

function closed(lastCallers: AccessChange['lastCallers']): Remark[] {
  if (lastCallers === undefined) return [];
  return [
    {
      sentence: say`no caller reaches it any more (was: ${namesOf(lastCallers)})`,
      risks: [{ risk: 'refuses-requests', reason: 'every request that gets through today is refused' }],
    },
  ];
}

function remarksOf(lastCallers: AccessChange['lastCallers']): (changed: ChangedCallers) => Remark[] {
  return (changed) => {
    const { gained, lost, unsure } = changed;
    const said: Remark[] = [];
    if (gained.length > 0) {
      const reason = changed.isEverybody
        ? 'it is opened to everybody, clients without an identity included'
        : 'callers reach what they do not reach today';
      said.push({ sentence: sentenceOn(changed, 'gain', gained), risks: [{ risk: 'opens-access', reason }] });
    }
    if (lost.length > 0 && lastCallers === undefined) {
      said.push({
        sentence: sentenceOn(changed, 'lose', lost),
        risks: [{ risk: 'refuses-requests', reason: 'requests that get through today are refused' }],
      });
    }
    if (unsure.length > 0) {
      said.push({
        sentence: sentenceOn(changed, 'may gain or lose', unsure),
        risks: [{ risk: 'cannot-judge', reason: 'it depends on what is known only after apply, or not at all' }],
      });
    }
    return said;
  };
}

function sentenceOn(
  { callers, isEverybody }: ChangedCallers,
  verb: 'gain' | 'lose' | 'may gain or lose',
  operations: readonly string[],
): Sentence {
  const inflected = words(verb.startsWith('may') ? verb : `${verb}s`);
  const what = listed(operations, operations.length, (operation) => say`${operation}`);
  if (isEverybody) return say`everybody ${inflected} ${what}`;
  if (callers.size === 1) return say`${namesOf(callers)} ${inflected} ${what}`;
  return say`${callers.size} callers ${words(verb)} ${what}: ${namesOf(callers)}`;
}

function namesOf(callers: CallerNames): Sentence {
  return listed(callers.first(MOST_NAMES), callers.size, callerWords);
}

function callerWords({ name, except, exceptions }: CallerName): Sentence {
  return exceptions === 0 ? say`${name}` : say`${name} but ${listed(except, exceptions, (one) => say`${one}`)}`;
}

/** The first of some things, and how many more there are. */
function listed<Item>(first: readonly Item[], size: number, wordsOf: (item: Item) => Sentence): Sentence {
  const list = joined(first.slice(0, MOST_NAMES).map(wordsOf));
  const more = size - MOST_NAMES;
  return more > 0 ? say`${list} and ${more} more` : list;
}
