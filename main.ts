import { App } from 'cdktf';
import { projectSettings } from './config/project-settings';
import { reportFaults } from './constructs/report-faults';
import { addStacks } from './stacks';

reportFaults(() => {
  const app = new App();
  addStacks(app, projectSettings());
  app.synth();
});
