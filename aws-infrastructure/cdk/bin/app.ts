// Entry of the CDK application. A mistake in the options is one line, not a stack trace.

import { App } from 'aws-cdk-lib';

import { addStacks } from '../lib/application';

const app = new App();
try {
  addStacks(app, process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
app.synth();
