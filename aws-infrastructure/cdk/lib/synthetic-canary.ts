// The synthetic canary: a small function that asks the public address every minute. An alarm of ../../monitoring watches its failures.
//
// A canary of CloudWatch Synthetics costs $0.0012 a run, $52.56 a month at one a minute, and needs a bucket for its artifacts. A
// scheduled function costs a few cents, and all it cannot do is a browser.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';

import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/** Relative to build/lib, where this runs. */
const CODE = path.join(__dirname, '..', '..', '..', 'canary', 'index.py');

/** Requests to the service in an hour: two every minute. */
export const CANARY_REQUESTS_PER_HOUR = 120;

export interface SyntheticCanaryProps {
  readonly functionName: string;
  /** What clients call, without a slash at its end. */
  readonly url: string;
}

export class SyntheticCanary extends Construct {
  constructor(scope: Construct, id: string, { functionName, url }: SyntheticCanaryProps) {
    super(scope, id);
    const name = `${functionName}-canary`;
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/lambda/${name}`,
      retention: RetentionDays.ONE_WEEK,
      // What it found is no record to keep, and its name would stop a stage that is made again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'What the synthetic canary may do: write its log',
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Log',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    const canary = new LambdaFunction(this, 'Function', {
      functionName: name,
      description: `Asks ${functionName} as a client would`,
      code: Code.fromInline(readFileSync(CODE, 'utf8')),
      runtime: Runtime.PYTHON_3_14,
      handler: 'index.handler',
      architecture: Architecture.ARM_64,
      memorySize: 128,
      timeout: Duration.seconds(25),
      role,
      environment: { URL: url },
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.DISABLED,
    });
    // The next run is the retry, of Lambda's asynchronous call and of the scheduler's.
    canary.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    new CfnSchedule(this, 'Schedule', {
      description: `When the synthetic canary asks ${functionName}`,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: canary.functionArn,
        roleArn: this.schedulerRole(canary).roleArn,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
  }

  private schedulerRole(canary: LambdaFunction): Role {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      description: 'What the schedule of the synthetic canary may do: call it',
    });
    role.addToPolicy(
      new PolicyStatement({ sid: 'Call', actions: ['lambda:InvokeFunction'], resources: [canary.functionArn] }),
    );
    return role;
  }
}
