// What the templates must hold, whatever else changes in them.

import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert';
import { test } from 'node:test';

import { CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';

import { CASES, DIGEST, makeApp, onlyResource, stackOf, templateOf } from './cases';

const STAGES = {
  dev: {
    memory: 256,
    rateLimit: 600,
    timeout: 15,
    concurrency: 100,
    rate: 50,
    burst: 100,
    retention: 7,
    policy: 'Delete',
  },
  staging: {
    memory: 512,
    rateLimit: 600,
    timeout: 30,
    concurrency: 500,
    rate: 250,
    burst: 500,
    retention: 30,
    policy: 'Delete',
  },
  prod: {
    memory: 1024,
    rateLimit: 60,
    timeout: 30,
    concurrency: 1000,
    rate: 1000,
    burst: 2000,
    retention: 90,
    policy: 'RetainExceptOnCreate',
  },
} as const;

function alarmOf(template: Template, logicalId: string): string {
  return template.findResources('AWS::CloudWatch::Alarm')[logicalId]?.['Properties'].AlarmName;
}

for (const [stage, want] of Object.entries(STAGES)) {
  const template = (): ReturnType<typeof templateOf> => templateOf(stage);

  test(`${stage}: the function`, () => {
    template().hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `phoney-${stage}`,
      Architectures: ['arm64'],
      MemorySize: want.memory,
      Timeout: want.timeout,
      PackageType: 'Image',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' },
      ReservedConcurrentExecutions: Match.absent(),
      Environment: {
        Variables: {
          STAGE: stage,
          PHONEY_ENV_STATE: 'prod',
          USE_PARAMETER_STORE: 'true',
          PARAMETER_STORE_PATH: `/phoney/${stage}/`,
          USE_SECRETS_MANAGER: 'true',
          SECRET_ID: `phoney/${stage}/credentials`,
          PARAMETER_FALLBACK: `{"API_USERNAME":"admin","CORS_ORIGINS":"none","RATE_LIMIT_PER_MINUTE":"${want.rateLimit}"}`,
        },
      },
    });
  });

  test(`${stage}: the API throttles, logs, and leaves CORS to phoney`, () => {
    template().hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: want.rate, ThrottlingBurstLimit: want.burst },
      AccessLogSettings: { Format: Match.serializedJson(Match.objectLike({ path: '$context.path' })) },
    });
    template().hasResourceProperties('AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      CorsConfiguration: Match.absent(),
    });
    template().hasResourceProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
    template().hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'NONE' });
  });

  test(`${stage}: logs end, and outlive the stack in prod only`, () => {
    const groups = Object.values(template().findResources('AWS::Logs::LogGroup'));
    deepStrictEqual(groups.map((group) => group['Properties'].LogGroupName).sort(), [
      `/aws/apigateway/phoney-${stage}`,
      `/aws/lambda/phoney-${stage}`,
      `/aws/lambda/phoney-${stage}-pre-traffic`,
    ]);
    for (const group of groups) {
      strictEqual(group['Properties'].RetentionInDays, want.retention);
      strictEqual(group['DeletionPolicy'], want.policy);
    }
    strictEqual(onlyResource(template(), 'AWS::SecretsManager::Secret')['DeletionPolicy'], want.policy);
  });

  test(`${stage}: parameters and secret`, () => {
    const parameters = Object.values(template().findResources('AWS::SSM::Parameter')).map(
      (each) => each['Properties'].Name,
    );
    deepStrictEqual(
      parameters.sort(),
      ['API_USERNAME', 'CORS_ORIGINS', 'RATE_LIMIT_PER_MINUTE'].map((name) => `/phoney/${stage}/${name}`),
    );
    template().hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: `phoney/${stage}/credentials`,
      GenerateSecretString: {
        SecretStringTemplate: '{"api_password_hash":"none"}',
        GenerateStringKey: 'jwt_secret',
        PasswordLength: 64,
      },
    });
  });

  test(`${stage}: outputs`, () => {
    deepStrictEqual(Object.keys(template().findOutputs('*')).sort(), [
      'AlarmTopicArn',
      'AliasName',
      'ApiId',
      'ApiUrl',
      'CredentialsSecretArn',
      'DashboardUrl',
      'FunctionArn',
      'FunctionName',
      'FunctionVersion',
      'LogGroupName',
      'PreTrafficFunctionName',
      'PublishedVersion',
    ]);
  });

  test(`${stage}: everything that can be is tagged`, () => {
    const fn = onlyResource(template(), 'AWS::Lambda::Function');
    deepStrictEqual(fn['Properties'].Tags, [
      { Key: 'project', Value: 'phoney' },
      { Key: 'stage', Value: stage },
    ]);
  });

  test(`${stage}: the role may do no more than it needs`, () => {
    const policies = Object.values(template().findResources('AWS::IAM::Policy')).filter((policy) =>
      JSON.stringify(policy['Properties'].Roles).includes('"ServiceRole'),
    );
    const statements = policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement as any[]);
    const resources = new Map(statements.map((each) => [[each.Action].flat().join(), JSON.stringify(each.Resource)]));
    deepStrictEqual([...resources.keys()].sort(), [
      'logs:CreateLogStream,logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      'ssm:GetParametersByPath',
      'xray:PutTelemetryRecords,xray:PutTraceSegments',
    ]);
    ok(resources.get('ssm:GetParametersByPath')?.includes(`:parameter/phoney/${stage}"`));
    ok(resources.get('ssm:GetParametersByPath')?.includes(`:parameter/phoney/${stage}/*`));
    ok(resources.get('secretsmanager:GetSecretValue')?.startsWith('{"Ref":"ConfigurationCredentials'));
    ok(resources.get('logs:CreateLogStream,logs:PutLogEvents')?.includes('ServiceLogGroup'));
  });
}

/** A template of a case with further context. */
function templateWith(name: string, context: Readonly<Record<string, string>>): Template {
  const all = { ...CASES[name], ...context };
  return Template.fromStack(stackOf(makeApp(all), `PhoneyStack-${all['stage']}`));
}

function hookOf(template: Template): Record<string, any> {
  const hook = template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.handler' } });
  const [[id, properties] = []] = Object.entries(hook);
  return { ...properties?.['Properties'], id };
}

test('prod alone deploys by canary and withdraws a version at an alarm', () => {
  templateOf('prod').hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
    DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    AlarmConfiguration: { Enabled: true, Alarms: Match.anyValue() },
    AutoRollbackConfiguration: {
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    },
  });
  const group = onlyResource(templateOf('prod'), 'AWS::CodeDeploy::DeploymentGroup');
  // Short windows alone: the long ones of an outage that is over would stop deployments for hours.
  deepStrictEqual(
    group['Properties'].AlarmConfiguration.Alarms.map((alarm: any) => alarmOf(templateOf('prod'), alarm.Name.Ref)),
    ['phoney-prod-availability-5m', 'phoney-prod-latency-5m', 'phoney-prod-error-rate'],
  );
});

test('elsewhere, and in prod without a canary, all traffic moves at once and no alarm is in the way', () => {
  for (const template of [templateOf('dev'), templateOf('staging'), templateWith('prod', { canary: 'false' })]) {
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      // Said outright: CodeDeploy keeps the alarms that it has if the update names none.
      AlarmConfiguration: { Enabled: false },
    });
  }
});

for (const name of ['dev', 'staging', 'prod', 'dev-options']) {
  test(`${name}: live moves after a check of the very version that it moves to`, () => {
    const template = templateOf(name);
    const alias = onlyResource(template, 'AWS::Lambda::Alias');
    const hook = hookOf(template);
    deepStrictEqual(alias['UpdatePolicy'].CodeDeployLambdaAliasUpdate.BeforeAllowTrafficHook, { Ref: hook['id'] });
    deepStrictEqual(hook['Environment'].Variables.NEW_VERSION, alias['Properties'].FunctionVersion);
    ok(hook['Code'].ZipFile.length <= 4096);
  });
}

test('the check may try versions, read the credentials, and report', () => {
  const policies = Object.values(templateOf('dev').findResources('AWS::IAM::Policy')).filter((policy) =>
    JSON.stringify(policy['Properties'].Roles).includes('"PreTrafficCheckRole'),
  );
  const statements = policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement as any[]);
  deepStrictEqual(
    statements.map((each) => [each.Action].flat().join()),
    [
      'logs:CreateLogStream,logs:PutLogEvents',
      'lambda:GetFunctionConfiguration,lambda:InvokeFunction',
      'secretsmanager:GetSecretValue',
      'codedeploy:PutLifecycleEventHookExecutionStatus',
    ],
  );
  ok(!statements.some((each) => each.Resource === '*'));
});

test('live stays at a version while another is published', () => {
  const template = templateWith('prod', { liveVersion: '4' });
  const alias = onlyResource(template, 'AWS::Lambda::Alias');
  strictEqual(alias['Properties'].FunctionVersion, '4');
  strictEqual(alias['UpdatePolicy'], undefined);
  strictEqual(template.findOutputs('FunctionVersion')['FunctionVersion']?.['Value'], '4');
  const published = hookOf(template)['Environment'].Variables.NEW_VERSION;
  deepStrictEqual(template.findOutputs('PublishedVersion')['PublishedVersion']?.['Value'], published);
  deepStrictEqual(published, onlyResource(templateOf('prod'), 'AWS::Lambda::Alias')['Properties'].FunctionVersion);
});

test('a start has a fallback of the parameters, and may read them by name or from a snapshot', () => {
  const template = templateOf('dev-starts');
  const { Environment: environment, SnapStart: snapStart } = onlyResource(template, 'AWS::Lambda::Function')[
    'Properties'
  ];
  deepStrictEqual(JSON.parse(environment.Variables.PARAMETER_FALLBACK), {
    API_USERNAME: 'admin',
    CORS_ORIGINS: 'none',
    RATE_LIMIT_PER_MINUTE: '120',
    CORS_METHODS: 'GET',
  });
  const names = ['API_KEY', 'API_USERNAME', 'CORS_METHODS', 'CORS_ORIGINS', 'RATE_LIMIT_PER_MINUTE'];
  strictEqual(environment.Variables.PARAMETER_NAMES, names.join());
  deepStrictEqual(snapStart, { ApplyOn: 'PublishedVersions' });
  const policy = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  for (const name of names) ok(policy.includes(`:parameter/phoney/dev/${name}"`), name);
  ok(policy.includes('"ssm:GetParameters"') && !policy.includes('ssm:GetParametersByPath'));
});

test('a start may be without a fallback', () => {
  const { Variables: variables } = onlyResource(
    templateWith('dev', { parameterFallback: 'none', parametersByName: 'true' }),
    'AWS::Lambda::Function',
  )['Properties'].Environment;
  strictEqual(variables.PARAMETER_FALLBACK, undefined);
  strictEqual(variables.PARAMETER_NAMES, 'API_USERNAME,CORS_ORIGINS,RATE_LIMIT_PER_MINUTE');
});

test('the registry keeps the images of each stage, prod first, whatever other stages push', () => {
  const template = Template.fromStack(stackOf(makeApp({}), 'PhoneyRegistry'));
  const repository = onlyResource(template, 'AWS::ECR::Repository');
  const { rules } = JSON.parse(repository['Properties'].LifecyclePolicy.LifecyclePolicyText);
  deepStrictEqual(
    rules.map(({ rulePriority, selection: { tagStatus, tagPrefixList, countType, countNumber } }: any) => [
      rulePriority,
      tagStatus,
      tagPrefixList,
      countType,
      countNumber,
    ]),
    [
      [1, 'tagged', ['prod-'], 'imageCountMoreThan', 200],
      [2, 'tagged', ['staging-'], 'imageCountMoreThan', 100],
      [3, 'tagged', ['dev-'], 'imageCountMoreThan', 100],
    ],
  );
  strictEqual(repository['DeletionPolicy'], 'RetainExceptOnCreate');
});

test('the registry does not promise a scan that fails on images without an operating system', () => {
  Template.fromStack(stackOf(makeApp({}), 'PhoneyRegistry')).hasResourceProperties('AWS::ECR::Repository', {
    ImageScanningConfiguration: { ScanOnPush: false },
  });
});

test('prod alone is protected from deletion', () => {
  for (const stage of Object.keys(STAGES)) {
    const stack = stackOf(makeApp(CASES[stage] ?? {}), `PhoneyStack-${stage}`);
    strictEqual(stack.terminationProtection, stage === 'prod');
  }
});

test('the API calls the alias, whose old versions stay', () => {
  const template = templateOf('dev');
  template.hasResourceProperties('AWS::Lambda::Alias', { Name: 'live' });
  const version = onlyResource(template, 'AWS::Lambda::Version');
  strictEqual(version['UpdateReplacePolicy'], 'Retain');
  // Retained too, but for the version of a deployment that is taken back.
  strictEqual(version['DeletionPolicy'], 'RetainExceptOnCreate');
  ok(JSON.stringify(onlyResource(template, 'AWS::ApiGatewayV2::Integration')).includes('"Ref":"ServiceAlias'));
});

test('the access log names clients unless it is told otherwise, and can be off', () => {
  const formats = Object.fromEntries(
    ['full', 'anonymous', 'off'].map((accessLog) => {
      const template = Template.fromStack(stackOf(makeApp({ ...CASES['dev'], accessLog }), 'PhoneyStack-dev'));
      const settings = onlyResource(template, 'AWS::ApiGatewayV2::Stage')['Properties'].AccessLogSettings;
      return [accessLog, settings && Object.values(JSON.parse(settings.Format))];
    }),
  );
  const identity = formats['full'].filter((value: string) => value.startsWith('$context.identity.'));
  deepStrictEqual(identity, ['$context.identity.sourceIp', '$context.identity.userAgent']);
  deepStrictEqual(
    formats['anonymous'],
    formats['full'].filter((value: string) => !identity.includes(value)),
  );
  strictEqual(formats['off'], undefined);
});

test('without an access log there is no metric of it, and no alarm that could never go off', () => {
  const namesOf = (template: Template, type: string, property: string): Set<string> =>
    new Set(Object.values(template.findResources(type)).map((each) => each['Properties'][property]));
  const missing = (type: string, property: string): string[] => {
    const without = namesOf(templateWith('dev', { accessLog: 'off' }), type, property);
    return [...namesOf(templateOf('dev'), type, property)].filter((name) => !without.has(name));
  };
  deepStrictEqual(missing('AWS::Logs::MetricFilter', 'FilterName'), ['GatewayThrottles']);
  deepStrictEqual(missing('AWS::CloudWatch::Alarm', 'AlarmName'), ['phoney-dev-gateway-throttles']);
});

test('the image is named by its digest', () => {
  const uri = JSON.stringify(onlyResource(templateOf('dev'), 'AWS::Lambda::Function')['Properties'].Code.ImageUri);
  ok(uri.includes(`/phoney@${DIGEST}`), uri);
});

test('a zip runs as a custom runtime', () => {
  templateOf('dev-zip').hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'provided.al2023',
    Handler: 'bootstrap',
  });
});

test('x86_64 is a choice', () => {
  templateOf('dev-x86_64').hasResourceProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] });
});

test('memory, concurrency, Function URL and e-mail are choices', () => {
  const template = templateOf('dev-options');
  template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 768, ReservedConcurrentExecutions: 100 });
  template.hasResourceProperties('AWS::Lambda::Alias', {
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
  });
  template.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' });
  // phoney streams only if it is told that it may.
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ LAMBDA_RESPONSE_MODE: 'stream' }) },
  });
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
  template.hasOutput('FunctionUrl', {});
});

test('a domain takes the place of the default endpoint', () => {
  const template = templateOf('prod-domain');
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainName: 'api.example.com',
    DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: 'TLS_1_2' })],
  });
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Name: 'api.example.com.',
    Type: 'A',
    HostedZoneId: 'Z0123456789',
  });
  template.hasOutput('ApiUrl', { Value: 'https://api.example.com' });
  templateOf('dev').hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
});

for (const name of ['dev-cloudfront', 'prod-domain-cloudfront-vpc']) {
  test(`${name}: CloudFront and phoney share the secret, and the firewall stands before`, () => {
    const template = templateOf(name);
    const config = onlyResource(template, 'AWS::CloudFront::Distribution')['Properties'].DistributionConfig;
    const [header] = config.Origins[0].OriginCustomHeaders;
    strictEqual(header.HeaderName, 'X-Origin-Verify');
    ok(JSON.stringify(header.HeaderValue).includes('{{resolve:secretsmanager:'));
    const variables = onlyResource(template, 'AWS::Lambda::Function')['Properties'].Environment.Variables;
    deepStrictEqual(variables.PHONEY_ORIGIN_VERIFY_SECRET, header.HeaderValue);
    deepStrictEqual(Object.keys(config.WebACLId), ['Fn::GetAtt']);
    template.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
    template.hasOutput('DistributionUrl', {});
  });
}

test('while the secret of CloudFront is rotated, phoney accepts both values', () => {
  const sentAndAccepted = (template: Template): string[] => {
    const config = onlyResource(template, 'AWS::CloudFront::Distribution')['Properties'].DistributionConfig;
    const variables = onlyResource(template, 'AWS::Lambda::Function')['Properties'].Environment.Variables;
    return [config.Origins[0].OriginCustomHeaders[0].HeaderValue, variables.PHONEY_ORIGIN_VERIFY_SECRET].map((value) =>
      value['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : 'ARN')).join(''),
    );
  };
  const current = '{{resolve:secretsmanager:ARN:SecretString:::}}';
  const previous = '{{resolve:secretsmanager:ARN:SecretString::AWSPREVIOUS:}}';
  deepStrictEqual(sentAndAccepted(templateOf('dev-cloudfront')), [current, current]);
  deepStrictEqual(sentAndAccepted(templateOf('dev-rotation')), [previous, `${current},${previous}`]);
  deepStrictEqual(sentAndAccepted(templateWith('dev-rotation', { originRotation: 'send' })), [
    current,
    `${current},${previous}`,
  ]);
});

test('with a domain CloudFront answers for it, from the domain of the API', () => {
  const template = templateOf('prod-domain-cloudfront-vpc');
  const config = onlyResource(template, 'AWS::CloudFront::Distribution')['Properties'].DistributionConfig;
  deepStrictEqual(config.Aliases, ['api.example.com']);
  strictEqual(config.Origins[0].DomainName['Fn::GetAtt'][1], 'RegionalDomainName');
  for (const type of ['A', 'AAAA']) template.hasResourceProperties('AWS::Route53::RecordSet', { Type: type });
});

test('a VPC of its own has no way to the internet but the endpoints', () => {
  const template = templateOf('dev-vpc');
  template.resourceCountIs('AWS::EC2::InternetGateway', 0);
  template.resourceCountIs('AWS::EC2::NatGateway', 0);
  const services = Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map((endpoint) =>
    JSON.stringify(endpoint['Properties'].ServiceName),
  );
  for (const service of ['ssm', 'secretsmanager'])
    ok(
      services.some((each) => each.includes(`.${service}"`)),
      service,
    );
  strictEqual(services.length, 2);
  ok(onlyResource(template, 'AWS::Lambda::Function')['Properties'].VpcConfig);
});

test('the topic takes messages of alarms of this account, by TLS', () => {
  const statements = onlyResource(templateOf('dev'), 'AWS::SNS::TopicPolicy')['Properties'].PolicyDocument
    .Statement as any[];
  deepStrictEqual(
    statements.map((each) => [each.Effect, each.Action]),
    [
      ['Deny', 'sns:Publish'],
      ['Allow', 'sns:Publish'],
    ],
  );
  deepStrictEqual(statements[1].Principal, { Service: 'cloudwatch.amazonaws.com' });
});

/** What an alarm of a template watches. */
function watched(template: Template, name: string): Record<string, any> | undefined {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: name } })).map(
    (alarm) => alarm['Properties'],
  )[0];
}

test('alarms of an option are there with it alone', () => {
  for (const name of ['traffic', 'synthetic-canary', 'cloudfront-errors', 'firewall-blocks'])
    strictEqual(watched(templateOf('dev'), `phoney-dev-${name}`), undefined);
  for (const name of ['traffic', 'synthetic-canary'])
    ok(watched(templateOf('dev-watched'), `phoney-dev-${name}`), name);
  for (const name of ['cloudfront-errors', 'firewall-blocks'])
    ok(watched(templateOf('dev-cloudfront'), `phoney-dev-${name}`), name);
});

test('alarms have the numbers and the address that the options give', () => {
  const template = templateOf('dev-watched');
  const expression = (name: string): string => watched(template, name)?.['Metrics'].at(-1).Expression;
  strictEqual(expression('phoney-dev-traffic'), 'requests - 500');
  strictEqual(expression('phoney-dev-account-concurrency'), '100 * claimed / 10');
  for (const alarm of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
    const { AlarmName: name, AlarmDescription: description } = alarm['Properties'];
    ok(description.includes('Runbook: https://github.com/OWNER/phoney/blob/main/docs/runbook.md#'), name);
  }
});

test('CloudFront and its firewall are watched by the names that they have', () => {
  const template = templateOf('dev-cloudfront');
  const [distribution] = Object.keys(template.findResources('AWS::CloudFront::Distribution'));
  deepStrictEqual(watched(template, 'phoney-dev-cloudfront-errors')?.['Metrics'][0].MetricStat.Metric.Dimensions, [
    { Name: 'DistributionId', Value: { Ref: distribution } },
    { Name: 'Region', Value: 'Global' },
  ]);
  const firewall = onlyResource(template, 'AWS::WAFv2::WebACL')['Properties'].VisibilityConfig.MetricName;
  deepStrictEqual(watched(template, 'phoney-dev-firewall-blocks')?.['Metrics'][0].MetricStat.Metric.Dimensions, [
    { Name: 'WebACL', Value: firewall },
    { Name: 'Rule', Value: 'ALL' },
  ]);
});

test('the synthetic canary asks the public address every minute, and may do no more than write its log', () => {
  const template = templateOf('dev-watched');
  const [id, canary] =
    Object.entries(template.findResources('AWS::Lambda::Function')).find(
      ([, each]) => each['Properties'].FunctionName === 'phoney-dev-canary',
    ) ?? [];
  deepStrictEqual(
    canary?.['Properties'].Environment.Variables.URL,
    template.findOutputs('ApiUrl')['ApiUrl']?.['Value'],
  );
  strictEqual(watched(template, 'phoney-dev-synthetic-canary')?.['Metrics'][0].MetricStat.Metric.MetricName, 'Errors');
  const schedule = onlyResource(template, 'AWS::Scheduler::Schedule')['Properties'];
  strictEqual(schedule.ScheduleExpression, 'rate(1 minute)');
  deepStrictEqual(schedule.Target.Arn, { 'Fn::GetAtt': [id, 'Arn'] });
  strictEqual(schedule.Target.RetryPolicy.MaximumRetryAttempts, 0);
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter((policy) =>
    JSON.stringify(policy['Properties'].Roles).includes('SyntheticCanaryRole'),
  );
  deepStrictEqual(
    policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement as any[]).map((each) => each.Action),
    [['logs:CreateLogStream', 'logs:PutLogEvents']],
  );
});

test('the synthetic canary of a domain asks the domain', () => {
  const context = { ...CASES['prod-domain'], syntheticCanary: 'true' };
  Template.fromStack(stackOf(makeApp(context), 'PhoneyStack-prod')).hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'phoney-prod-canary',
    Environment: { Variables: { URL: 'https://api.example.com' } },
  });
});

test('a budget and anomalies know phoney by its tag, and tell the topic', () => {
  const template = templateOf('dev-watched');
  const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
  template.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: {
      BudgetName: 'phoney-dev',
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 20, Unit: 'USD' },
      CostFilters: { TagKeyValue: ['user:project$phoney'] },
    },
  });
  const budget = onlyResource(template, 'AWS::Budgets::Budget')['Properties'];
  deepStrictEqual(
    budget.NotificationsWithSubscribers.map((each: any) => [
      each.Notification.NotificationType,
      each.Notification.Threshold,
      each.Subscribers,
    ]),
    [
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECASTED', 100],
    ].map((each) => [...each, [{ SubscriptionType: 'SNS', Address: { Ref: topic } }]]),
  );
  const subscription = onlyResource(template, 'AWS::CE::AnomalySubscription')['Properties'];
  deepStrictEqual(subscription.Subscribers, [{ Type: 'SNS', Address: { Ref: topic } }]);
  deepStrictEqual(JSON.parse(subscription.ThresholdExpression).Dimensions.Values, ['5']);
  deepStrictEqual(JSON.parse(onlyResource(template, 'AWS::CE::AnomalyMonitor')['Properties'].MonitorSpecification), {
    Tags: { Key: 'project', Values: ['phoney'] },
  });
  const statements = onlyResource(template, 'AWS::SNS::TopicPolicy')['Properties'].PolicyDocument.Statement as any[];
  deepStrictEqual(
    statements.filter((each) => each.Effect === 'Allow').map((each) => each.Principal.Service),
    ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'costalerts.amazonaws.com'],
  );
  templateOf('dev').resourceCountIs('AWS::Budgets::Budget', 0);
  templateOf('dev').resourceCountIs('AWS::CE::AnomalyMonitor', 0);
});

test('cdk-nag looks at every run, and a finding ends it', () => {
  makeApp(CASES['dev'] ?? {}).synth();
  const app = makeApp(CASES['dev'] ?? {});
  const open = new CfnSecurityGroup(stackOf(app, 'PhoneyStack-dev'), 'Open', {
    groupDescription: 'open to all',
    vpcId: 'vpc-0',
    securityGroupIngress: [{ ipProtocol: '-1', cidrIp: '0.0.0.0/0' }],
  });
  ok(open instanceof CfnResource);
  throws(() => app.synth(), /Validation failed/);
});

test('cdk-nag finds nothing with every option', () => {
  for (const name of ['dev-options', 'dev-watched', 'dev-starts', 'dev-rotation', 'prod-domain-cloudfront-vpc'])
    makeApp(CASES[name] ?? {}).synth();
  makeApp({ ...CASES['dev'], accessLog: 'off' }).synth();
});
