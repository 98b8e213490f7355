import { refusal } from '../cluster/api';
import type { Check } from './check';

/** The API server of the context answers and accepts the credentials. */
export const serverAnswers: Check = {
  title: 'the API server answers and accepts the credentials',
  group: 'Cluster',
  link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
  async look(session) {
    const { access } = session.api;
    try {
      // /version answers everybody, a list of namespaces only those who may look.
      await session.list('/api/v1/namespaces');
    } catch (error) {
      throw refusal(error, access);
    }
    return { note: `context ${access.context}, ${access.server}` };
  },
};
