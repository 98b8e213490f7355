import { findProject, type Project } from '../project/project';
import type { CommonOptions } from '../verb';
import { KubernetesApi } from './api';
import { targetOf } from './target';

/** The cluster that the project around is deployed to; without a project the defaults hold. For verbs that need no stacks. */
export function connect(options: CommonOptions): KubernetesApi {
  let project: Project | undefined;
  try {
    project = findProject();
  } catch {
    project = undefined;
  }
  return KubernetesApi.connect(targetOf(project?.context ?? {}, options));
}
