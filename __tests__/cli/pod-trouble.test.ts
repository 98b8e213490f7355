import { type StartingPod, troubleIn } from '../../cli/cluster/pod-trouble';

const pod = (status: StartingPod['status'], metadata: object = {}): StartingPod => ({
  metadata: { name: 'hello-1', namespace: 'shop', ...metadata },
  ...(status ? { status } : {}),
});
const scheduled = { type: 'PodScheduled', status: 'True' };

describe('what keeps a pod from being ready', () => {
  it.each<[string, StartingPod, string | undefined]>([
    [
      'is nothing for a ready pod',
      pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }),
      undefined,
    ],
    ['is nothing for a job that is done', pod({ phase: 'Succeeded' }), undefined],
    ['is nothing for a pod that leaves', pod({ phase: 'Running' }, { deletionTimestamp: 'now' }), undefined],
    [
      "is the scheduler's reason",
      pod({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/1 nodes are available: 1 Insufficient memory.',
          },
        ],
      }),
      'not scheduled: 0/1 nodes are available: 1 Insufficient memory.',
    ],
    [
      'is the image that cannot be pulled, in an init container too',
      pod({
        phase: 'Pending',
        conditions: [scheduled],
        initContainerStatuses: [
          {
            name: 'load',
            image: 'docker.io/a/b:1',
            state: {
              waiting: {
                reason: 'ErrImagePull',
                message: 'failed to resolve reference "docker.io/a/b:1": docker.io/a/b:1: not found',
              },
            },
          },
        ],
        containerStatuses: [{ name: 'main', state: { waiting: { reason: 'PodInitializing' } } }],
      }),
      'image docker.io/a/b:1 cannot be pulled (not found)',
    ],
    [
      'is a container that crashes',
      pod({
        phase: 'Running',
        containerStatuses: [
          {
            name: 'discovery',
            restartCount: 3,
            ready: false,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 1, reason: 'Error' } },
          },
        ],
      }),
      'container discovery ended with exit code 1, restarted 3 times',
    ],
    [
      'is memory that ran out',
      pod({
        phase: 'Running',
        containerStatuses: [
          {
            name: 'main',
            restartCount: 1,
            ready: false,
            state: { running: {} },
            lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
          },
        ],
      }),
      'container main was killed, out of memory, restarted 1 times',
    ],
    [
      'is a config that is not there',
      pod({
        containerStatuses: [
          {
            name: 'main',
            state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "x" not found' } },
          },
        ],
      }),
      'container main: secret "x" not found',
    ],
    [
      'is a probe that fails',
      pod({ phase: 'Running', containerStatuses: [{ name: 'main', ready: false, state: { running: {} } }] }),
      'container main is not ready',
    ],
  ])('%s', (_, given, text) => {
    expect(troubleIn(given)?.text).toBe(text);
  });

  it('is looked for in the events of a pod that only starts, and in the log of one that crashed', () => {
    expect(troubleIn(pod({ containerStatuses: [{ name: 'main', state: { waiting: {} } }] }))).toEqual({
      text: '',
      more: 'events',
    });
    expect(
      troubleIn(pod({ containerStatuses: [{ name: 'main', ready: false, state: { terminated: { exitCode: 2 } } }] }))
        ?.more,
    ).toEqual({ log: 'main' });
  });
});
