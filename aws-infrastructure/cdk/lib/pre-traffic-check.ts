// The function that tries a new version before `live` moves to it. CodeDeploy calls it in every stage, and deploy.sh for the login.
//
// It is a few lines of Python and not phoney itself: a phoney that does not start could not report that it does not.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';

import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import { removalPolicy, type Stage } from './stages';

/** Relative to build/lib, where this runs. */
const CODE = path.join(__dirname, '..', '..', '..', 'pre-traffic', 'index.py');

export interface PreTrafficCheckProps {
  readonly functionName: string;
  readonly stage: Stage;
  /** Whose versions it tries. */
  readonly service: LambdaFunction;
  readonly credentials: ISecret;
}

export class PreTrafficCheck extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { functionName, stage, service, credentials }: PreTrafficCheckProps) {
    super(scope, id);
    const name = `${functionName}-pre-traffic`;
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/lambda/${name}`,
      retention: stage.logRetention,
      removalPolicy: removalPolicy(stage),
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the check of new versions of ${functionName} may do`,
    });
    const allow = (sid: string, actions: string[], resource: string): void => {
      role.addToPolicy(new PolicyStatement({ sid, actions, resources: [resource] }));
    };
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    // Not of the new version alone: when CloudFormation takes an update back, CodeDeploy has the older one tried.
    allow('TryVersions', ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], `${service.functionArn}:*`);
    // The secret that a proxy sends may be there.
    allow('ReadCredentials', ['secretsmanager:GetSecretValue'], credentials.secretArn);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: name,
      description: `Tries a new version of ${functionName} before its clients get it`,
      code: Code.fromInline(readFileSync(CODE, 'utf8')),
      runtime: Runtime.PYTHON_3_14,
      handler: 'index.handler',
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(10),
      role,
      // The version's number changes this function before it changes the alias, and so names the version that the alias moves to.
      environment: { FUNCTION_NAME: functionName, NEW_VERSION: service.currentVersion.version },
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.DISABLED,
    });
  }
}
