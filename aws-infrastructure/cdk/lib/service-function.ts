// The Lambda function with its role and log group, and the alias `live` that everything calls.

import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  Handler,
  type IVersion,
  LoggingFormat,
  Runtime,
  SnapStartConf,
  SystemLogLevel,
  Tracing,
  Version,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import type { Configuration } from './configuration';
import type { Network } from './network';
import type { Options, Package } from './options';
import { REPOSITORY_NAME } from './registry-stack';
import { removalPolicy, type Stage } from './stages';

export const ALIAS_NAME = 'live';

export interface ServiceFunctionProps {
  readonly functionName: string;
  readonly options: Options;
  readonly stage: Stage;
  readonly configuration: Configuration;
  readonly network: Network | undefined;
  /** Further environment variables. */
  readonly environment: Readonly<Record<string, string>>;
}

export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly alias: Alias;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { functionName, options, stage, configuration, network } = props;
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetention,
      removalPolicy: removalPolicy(stage),
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: `phoney, ${options.stage}: realistic fake data over HTTP`,
      ...this.code(options.package),
      architecture: options.arch === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: options.memory ?? stage.memory,
      timeout: Duration.seconds(stage.timeout),
      role: this.role(configuration, options),
      environment: {
        STAGE: options.stage,
        // A public function never goes by the secrets that phoney has for development, whatever its stage.
        PHONEY_ENV_STATE: 'prod',
        ...configuration.environment,
        // Only for receivers of streams: the HTTP API gets whole responses.
        ...(options.functionUrl ? { LAMBDA_RESPONSE_MODE: 'stream' } : {}),
        ...props.environment,
      },
      ...(options.reservedConcurrency ? { reservedConcurrentExecutions: stage.concurrency } : {}),
      ...(options.snapStart ? { snapStart: SnapStartConf.ON_PUBLISHED_VERSIONS } : {}),
      ...(network ? { vpc: network.vpc, securityGroups: [network.securityGroup] } : {}),
      tracing: Tracing.ACTIVE,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // INFO has platform.report, which the metrics of memory are made from.
      systemLogLevelV2: SystemLogLevel.INFO,
      // Old versions stay, so that the alias can return to them. The version of a deployment that CloudFormation takes back goes: it was found
      // bad, and Lambda would refuse to publish the same content again beside it.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    this.alias = new Alias(this, 'Alias', {
      aliasName: ALIAS_NAME,
      version: this.versionOf(options),
      ...(options.provisionedConcurrency ? { provisionedConcurrentExecutions: options.provisionedConcurrency } : {}),
    });
  }

  /** Where the alias points: at the version of this content, unless another is to stay. */
  private versionOf({ liveVersion }: Options): IVersion {
    if (liveVersion === undefined) return this.function.currentVersion;
    return Version.fromVersionAttributes(this, 'LiveVersion', { lambda: this.function, version: liveVersion });
  }

  private code(choice: Package): { code: Code; runtime: Runtime; handler: string } {
    if (choice.kind === 'zip') {
      return { code: Code.fromAsset(choice.path), runtime: Runtime.PROVIDED_AL2023, handler: 'bootstrap' };
    }
    const repository = Repository.fromRepositoryName(this, 'Repository', REPOSITORY_NAME);
    return {
      code: Code.fromEcrImage(repository, { tagOrDigest: choice.tagOrDigest }),
      runtime: Runtime.FROM_IMAGE,
      handler: Handler.FROM_IMAGE,
    };
  }

  /** What phoney may do: write its log, read its parameters and its secret. */
  private role(configuration: Configuration, options: Options): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What phoney may do in ${options.stage}`,
    });
    const allow = (sid: string, actions: string[], resources: string[]): void => {
      role.addToPolicy(new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources }));
    };
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn]);
    const parameters = `arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter/phoney/${options.stage}`;
    if (configuration.parameterNames) {
      const named = configuration.parameterNames.map((name) => `${parameters}/${name}`);
      allow('ReadParameters', ['ssm:GetParameters'], named);
    } else {
      // GetParametersByPath is asked of the path itself, the parameters are below it.
      allow('ReadParameters', ['ssm:GetParametersByPath'], [parameters, `${parameters}/*`]);
    }
    allow('ReadCredentials', ['secretsmanager:GetSecretValue'], [configuration.credentials.secretArn]);
    if (options.vpc) {
      // Lambda makes and removes the function's network interfaces in its name, and knows their ids only then.
      allow(
        'AttachToVpc',
        [
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:DeleteNetworkInterface',
          'ec2:AssignPrivateIpAddresses',
          'ec2:UnassignPrivateIpAddresses',
        ],
        ['*'],
      );
    }
    return role;
  }
}
