// The HTTP API before the alias: one route for everything, as phoney knows its own. It throttles all clients together; CORS,
// authentication and the limit of a single client are phoney's, so that they are the same in all front ends.

import { Aws, CfnOutput } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  DomainName,
  HttpApi,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import type { AccessLog, Domain } from './options';
import { removalPolicy, type Stage } from './stages';

/** One line of JSON per request. The path is without the query, which may hold what a client would not want logged. */
const ACCESS_LOG = {
  time: '$context.requestTime',
  request_id: '$context.requestId',
  client: '$context.identity.sourceIp',
  user_agent: '$context.identity.userAgent',
  http_method: '$context.httpMethod',
  path: '$context.path',
  protocol: '$context.protocol',
  status_code: '$context.status',
  response_size_bytes: '$context.responseLength',
  latency: '$context.responseLatency',
  integration_latency: '$context.integrationLatency',
  integration_status: '$context.integrationStatus',
  error: '$context.error.message',
  integration_error: '$context.integrationErrorMessage',
} as const;

/** Personal data in many countries, which `accessLog=anonymous` leaves out. */
const SENDER = ['client', 'user_agent'];

export interface ServiceApiProps {
  readonly functionName: string;
  readonly alias: Alias;
  readonly stage: Stage;
  readonly domain: Domain | undefined;
  readonly accessLog: AccessLog;
}

export class ServiceApi extends Construct {
  readonly api: HttpApi;
  readonly domainName: DomainName | undefined;
  /** Host of the API's own endpoint, without a scheme. */
  readonly executeApiHost: string;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, { functionName, alias, stage, domain, accessLog }: ServiceApiProps) {
    super(scope, id);
    this.domainName = domain && this.createDomain(domain);
    this.api = new HttpApi(this, 'HttpApi', {
      apiName: functionName,
      description: 'phoney: realistic fake data',
      createDefaultStage: false,
      // With a domain of its own, the API has no second address that would pass by what stands before the first.
      disableExecuteApiEndpoint: domain !== undefined,
      defaultIntegration: new HttpLambdaIntegration('Integration', alias),
      defaultAuthorizer: new HttpNoneAuthorizer(),
    });
    this.executeApiHost = `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    this.accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: accessLogName(functionName),
      retention: stage.logRetention,
      removalPolicy: removalPolicy(stage),
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.rate, burstLimit: stage.throttle.burst },
      ...(accessLog === 'off'
        ? {}
        : {
            accessLogSettings: {
              destination: new LogGroupLogDestination(this.accessLog),
              format: AccessLogFormat.custom(accessLogFormat(accessLog)),
            },
          }),
      ...(this.domainName ? { domainMapping: { domainName: this.domainName } } : {}),
    });
    new CfnOutput(this, 'ApiId', { description: 'Id of the HTTP API', value: this.api.apiId }).overrideLogicalId(
      'ApiId',
    );
  }

  private createDomain(domain: Domain): DomainName {
    return new DomainName(this, 'Domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
  }
}

/** The name of the access log's group. */
export function accessLogName(functionName: string): string {
  return `/aws/apigateway/${functionName}`;
}

function accessLogFormat(accessLog: AccessLog): string {
  const fields = Object.entries(ACCESS_LOG).filter(([name]) => accessLog === 'full' || !SENDER.includes(name));
  return JSON.stringify(Object.fromEntries(fields));
}
