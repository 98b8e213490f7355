import { compareVersions } from '../../model/version-order';
import { findTerraform, OLDEST_TERRAFORM, terraformVersion } from '../terraform/binary';
import type { Check } from './check';

/** Terraform or OpenTofu is there, and new enough. */
export const terraformInstalled: Check = {
  title: 'Terraform or OpenTofu is installed',
  group: 'Tools',
  link: 'https://developer.hashicorp.com/terraform/install',
  async look() {
    const binary = findTerraform();
    const version = await terraformVersion(binary);
    if (compareVersions(version, OLDEST_TERRAFORM) >= 0) return { note: `${binary} ${version}` };
    return {
      findings: [
        {
          severity: 'bad',
          problem: `${binary}: expected ${OLDEST_TERRAFORM} or newer, got ${version}`,
          remedy: 'install a newer one',
        },
      ],
    };
  },
};
