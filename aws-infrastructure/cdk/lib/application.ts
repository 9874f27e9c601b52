// The stacks of one run, from its context and environment.

import { type App, type Environment, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

import { COST_TAG } from './cost-watch';
import { checkKeys, readOptions } from './options';
import { PhoneyStack } from './phoney-stack';
import { RegistryStack } from './registry-stack';

/** Adds the registry's stack to the application and, if a stage is given, the stage's. */
export function addStacks(app: App, environment: Readonly<Record<string, string | undefined>>): void {
  checkKeys(Object.keys(app.node.getAllContext()));
  const options = readOptions((key) => app.node.tryGetContext(key), environment);
  const account = environment['CDK_DEFAULT_ACCOUNT'];
  const region = environment['CDK_DEFAULT_REGION'];
  const env: Environment = { ...(account ? { account } : {}), ...(region ? { region } : {}) };
  const registry = new RegistryStack(app, 'PhoneyRegistry', { env, description: 'phoney: the registry of its images' });
  Tags.of(registry).add(COST_TAG.key, COST_TAG.value);
  if (options) {
    if (options.vpc && options.vpc !== 'new' && !(account && region)) {
      throw new Error(
        'vpc: to look a VPC up, an account and a region are needed; configure credentials, or give -c vpc=true',
      );
    }
    const certificateRegion = options.domain?.certificateArn.split(':')[3];
    if (region && certificateRegion && certificateRegion !== region) {
      throw new Error(
        `certificateArn: the certificate is in ${certificateRegion} and the stack in ${region}; an API takes one of its own region`,
      );
    }
    new PhoneyStack(app, `PhoneyStack-${options.stage}`, { env, options });
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
}
