// What the templates must hold, whatever else changes in them.

import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert';
import { test } from 'node:test';

import { CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';

import { CASES, DIGEST, makeApp, onlyResource, stackOf, templateOf } from './cases';

const STAGES = {
  dev: { timeout: 15, concurrency: 100, rate: 50, burst: 100, retention: 7, policy: 'Delete' },
  staging: { timeout: 30, concurrency: 500, rate: 250, burst: 500, retention: 30, policy: 'Delete' },
  prod: { timeout: 30, concurrency: 1000, rate: 1000, burst: 2000, retention: 90, policy: 'RetainExceptOnCreate' },
} as const;

for (const [stage, want] of Object.entries(STAGES)) {
  const template = (): ReturnType<typeof templateOf> => templateOf(stage);

  test(`${stage}: the function`, () => {
    template().hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `phoney-${stage}`,
      Architectures: ['arm64'],
      MemorySize: 128,
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
      JSON.stringify(policy['Properties'].Roles).includes('ServiceRole'),
    );
    const statements = policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement as any[]);
    const resources = new Map(statements.map((each) => [[each.Action].flat().join(), JSON.stringify(each.Resource)]));
    deepStrictEqual([...resources.keys()].filter((actions) => !actions.startsWith('codedeploy')).sort(), [
      'logs:CreateLogStream,logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      'ssm:GetParametersByPath',
      'xray:PutTraceSegments,xray:PutTelemetryRecords',
    ]);
    ok(resources.get('ssm:GetParametersByPath')?.includes(`:parameter/phoney/${stage}"`));
    ok(resources.get('ssm:GetParametersByPath')?.includes(`:parameter/phoney/${stage}/*`));
    ok(resources.get('secretsmanager:GetSecretValue')?.startsWith('{"Ref":"ConfigurationCredentials'));
    ok(resources.get('logs:CreateLogStream,logs:PutLogEvents')?.includes('ServiceLogGroup'));
  });
}

test('prod alone deploys by canary and withdraws a version at an alarm', () => {
  for (const stage of ['dev', 'staging']) templateOf(stage).resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  templateOf('prod').hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
    DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    AlarmConfiguration: { Enabled: true, Alarms: Match.anyValue() },
    AutoRollbackConfiguration: {
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    },
  });
  const group = onlyResource(templateOf('prod'), 'AWS::CodeDeploy::DeploymentGroup');
  strictEqual(group['Properties'].AlarmConfiguration.Alarms.length, 4);
  const alias = onlyResource(templateOf('prod'), 'AWS::Lambda::Alias');
  ok(alias['UpdatePolicy'].CodeDeployLambdaAliasUpdate);
});

test('without a canary all that prod needs for one stays, and the alias moves by itself', () => {
  const context = { ...CASES['prod'], canary: 'false' };
  const template = Template.fromStack(stackOf(makeApp(context), 'PhoneyStack-prod'));
  const wanted = structuredClone(templateOf('prod').toJSON());
  const [alias] = Object.keys(template.findResources('AWS::Lambda::Alias'));
  delete wanted['Resources'][alias ?? ''].UpdatePolicy;
  deepStrictEqual(template.toJSON(), wanted);
});

test('the registry keeps what any stage may run from', () => {
  const template = Template.fromStack(stackOf(makeApp({}), 'PhoneyRegistry'));
  const repository = onlyResource(template, 'AWS::ECR::Repository');
  const { rules } = JSON.parse(repository['Properties'].LifecyclePolicy.LifecyclePolicyText);
  deepStrictEqual(
    rules.map((rule: any) => [rule.selection.tagStatus, rule.selection.countType, rule.selection.countNumber]),
    [
      ['untagged', 'sinceImagePushed', 7],
      ['any', 'imageCountMoreThan', 500],
    ],
  );
  strictEqual(repository['DeletionPolicy'], 'RetainExceptOnCreate');
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
  template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 512, ReservedConcurrentExecutions: 100 });
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
  for (const name of ['dev-options', 'prod-domain-cloudfront-vpc']) makeApp(CASES[name] ?? {}).synth();
});
