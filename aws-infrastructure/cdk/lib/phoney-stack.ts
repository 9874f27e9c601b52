// phoney in one stage: function, API, configuration, monitoring, and what the options add.

import { CfnOutput, RemovalPolicy, SecretValue, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { type CfnAlias, FunctionUrlAuthType, InvokeMode } from 'aws-cdk-lib/aws-lambda';
import { ARecord, AaaaRecord, HostedZone, type IAliasRecordTarget, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties, CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

import { acknowledge } from './acknowledgements';
import { Configuration } from './configuration';
import { COST_TAG, CostWatch } from './cost-watch';
import { Distribution } from './distribution';
import { Monitoring } from './monitoring';
import { Network } from './network';
import type { Domain, Options } from './options';
import { PreTrafficCheck } from './pre-traffic-check';
import { ServiceApi } from './service-api';
import { ALIAS_NAME, ServiceFunction } from './service-function';
import { STAGES } from './stages';
import { SyntheticCanary } from './synthetic-canary';

export interface PhoneyStackProps extends StackProps {
  readonly options: Options;
}

export class PhoneyStack extends Stack {
  constructor(scope: Construct, id: string, { options, ...props }: PhoneyStackProps) {
    const stage = STAGES[options.stage];
    super(scope, id, {
      ...props,
      description: `phoney, ${options.stage}: realistic fake data on AWS Lambda`,
      terminationProtection: stage.keep,
    });
    Tags.of(this).add(COST_TAG.key, COST_TAG.value);
    Tags.of(this).add('stage', options.stage);
    const functionName = `phoney-${options.stage}`;

    const configuration = new Configuration(this, 'Configuration', { options, stage });
    const origin = options.cloudfront ? this.createOriginSecret(options) : undefined;
    const service = new ServiceFunction(this, 'Service', {
      functionName,
      options,
      stage,
      configuration,
      network: options.vpc && new Network(this, 'Network', { choice: options.vpc, stage }),
      environment: origin === undefined ? {} : { PHONEY_ORIGIN_VERIFY_SECRET: origin.accepted },
    });
    const check = new PreTrafficCheck(this, 'PreTrafficCheck', {
      functionName,
      stage,
      service: service.function,
      credentials: configuration.credentials,
    });
    const api = new ServiceApi(this, 'Api', {
      functionName,
      alias: service.alias,
      stage,
      domain: options.domain,
      accessLog: options.accessLog,
    });
    const distribution =
      origin === undefined
        ? undefined
        : new Distribution(this, 'Front', {
            name: functionName,
            api,
            domain: options.domain,
            originSecret: origin.sent,
          });
    const monitoring = new Monitoring(this, 'Monitoring', {
      options,
      functionName,
      logGroup: service.logGroup,
      accessLog: api.accessLog,
      apiId: api.api.apiId,
      distributionId: distribution?.distribution.distributionId,
    });
    new CostWatch(this, 'CostWatch', {
      name: functionName,
      topic: monitoring.topic,
      monthlyBudget: options.monthlyBudget,
      costAnomalies: options.costAnomalies,
    });
    this.release(service, check, options, stage.canary && options.canary ? monitoring : undefined);
    if (options.domain) this.addRecords(options.domain, api, distribution);
    if (options.functionUrl) this.addFunctionUrl(service);

    const url = `https://${options.domain?.name ?? distribution?.host ?? api.executeApiHost}`;
    if (options.syntheticCanary) new SyntheticCanary(this, 'SyntheticCanary', { functionName, url });
    this.output('ApiUrl', url, 'Where clients call');
    if (distribution) {
      this.output('DistributionUrl', `https://${distribution.host}`, 'Address of CloudFront');
      this.output('DistributionId', distribution.distribution.distributionId, 'Id of the distribution');
    }
    this.output('FunctionName', service.function.functionName, 'Name of the function');
    this.output('FunctionArn', service.function.functionArn, 'ARN of the function');
    this.output('FunctionVersion', service.alias.version.version, 'Version that this stack gave to clients');
    this.output('PublishedVersion', service.function.currentVersion.version, 'Version of the content of this stack');
    this.output(
      'PreTrafficFunctionName',
      check.function.functionName,
      'Function that tries a version before clients get it',
    );
    this.output('AliasName', ALIAS_NAME, 'Alias that the API calls');
    this.output('LogGroupName', service.logGroup.logGroupName, 'Log of the function');
    this.output(
      'CredentialsSecretArn',
      configuration.credentials.secretArn,
      'Secret with the key and the hash of the password',
    );
    this.output('AlarmTopicArn', monitoring.topic.topicArn, 'Topic that hears of alarms');
    this.output('DashboardUrl', monitoring.dashboardUrl, 'The dashboard');
    acknowledge(this, options.stage, { service: service.function, preTrafficCheck: check.function });
  }

  /**
   * A secret that CloudFront and phoney share. It is in the settings of both, for those to read who may read these; all it guards
   * is the way around the firewall.
   */
  private createOriginSecret(options: Options): { sent: string; accepted: string } {
    const secret = new Secret(this, 'OriginSecret', {
      secretName: `phoney/${options.stage}/origin-verify`,
      description: 'What CloudFront sends to phoney to be known',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const current = secret.secretValue.unsafeUnwrap();
    if (options.originRotation === 'none') return { sent: current, accepted: current };
    const previous = SecretValue.secretsManager(secret.secretArn, { versionStage: 'AWSPREVIOUS' }).unsafeUnwrap();
    return { sent: options.originRotation === 'send' ? current : previous, accepted: `${current},${previous}` };
  }

  /**
   * How `live` moves: in every stage by CodeDeploy, after the check of the new version; with monitoring by canary. Only where `live` is to
   * stay, CloudFormation sets it.
   */
  private release(
    service: ServiceFunction,
    check: PreTrafficCheck,
    options: Options,
    canary: Monitoring | undefined,
  ): void {
    new LambdaDeploymentGroup(this, 'Deployment', {
      alias: service.alias,
      preHook: check.function,
      ...(canary
        ? { deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES, alarms: canary.rollbackAlarms }
        : { deploymentConfig: LambdaDeploymentConfig.ALL_AT_ONCE }),
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: canary !== undefined },
    });
    if (options.liveVersion !== undefined)
      (service.alias.node.defaultChild as CfnAlias).cfnOptions.updatePolicy = undefined;
  }

  private addRecords(domain: Domain, api: ServiceApi, distribution: Distribution | undefined): void {
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.name,
    });
    let target: IAliasRecordTarget | undefined;
    if (distribution) {
      target = new CloudFrontTarget(distribution.distribution);
    } else if (api.domainName) {
      target = new ApiGatewayv2DomainProperties(api.domainName.regionalDomainName, api.domainName.regionalHostedZoneId);
    }
    if (target === undefined) return;
    new ARecord(this, 'Record', { zone, target: RecordTarget.fromAlias(target) });
    // The address of an HTTP API is of IPv4, CloudFront has both.
    if (distribution) new AaaaRecord(this, 'RecordIpv6', { zone, target: RecordTarget.fromAlias(target) });
  }

  /** A second address, for responses that are streamed, which an HTTP API cannot. phoney authenticates there as anywhere. */
  private addFunctionUrl(service: ServiceFunction): void {
    const url = service.alias.addFunctionUrl({
      authType: FunctionUrlAuthType.NONE,
      invokeMode: InvokeMode.RESPONSE_STREAM,
    });
    this.output('FunctionUrl', url.url, 'Address for streamed responses');
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
