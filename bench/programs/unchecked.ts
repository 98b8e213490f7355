import { App } from 'cdktf';
import { projectSettings } from '../../config/project-settings';
import { MeshAnalysis } from '../../constructs/analysis/mesh-analysis';
import { reportFaults } from '../../constructs/report-faults';
import { addStacks } from '../../stacks';

// main.ts, without the checks of the whole program.
reportFaults(() => {
  const app = new App();
  MeshAnalysis.disable(app);
  addStacks(app, projectSettings());
  app.synth();
});
