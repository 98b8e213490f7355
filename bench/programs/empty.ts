import { program } from './providers';

program().app.synth();
