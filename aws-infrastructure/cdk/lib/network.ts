// The function in a VPC: one of its own without a way to the internet, or one that exists.

import {
  FlowLogDestination,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import type { Options } from './options';
import { removalPolicy, type Stage } from './stages';

/** The services that phoney calls: its parameters and its secret. Logs and traces are Lambda's to send, which goes by no VPC. */
const ENDPOINTS = {
  Ssm: InterfaceVpcEndpointAwsService.SSM,
  SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
} as const;

export interface NetworkProps {
  readonly choice: NonNullable<Options['vpc']>;
  readonly stage: Stage;
}

export class Network extends Construct {
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;

  constructor(scope: Construct, id: string, { choice, stage }: NetworkProps) {
    super(scope, id);
    this.vpc = choice === 'new' ? this.create(stage) : Vpc.fromLookup(this, 'Vpc', { vpcId: choice.id });
    const group = new SecurityGroup(this, 'SecurityGroup', {
      vpc: this.vpc,
      description: 'The function of phoney, which only calls AWS',
      allowAllOutbound: false,
    });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'The endpoints of AWS services');
    this.securityGroup = group;
    // Into a VPC that exists, its owner has laid the ways already; a second private name for a service would be refused.
    if (choice === 'new') this.addEndpoints(group);
  }

  private create(stage: Stage): Vpc {
    const flowLog = new LogGroup(this, 'FlowLog', {
      retention: stage.logRetention,
      removalPolicy: removalPolicy(stage),
    });
    return new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'function', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
      flowLogs: { All: { destination: FlowLogDestination.toCloudWatchLogs(flowLog) } },
    });
  }

  private addEndpoints(group: SecurityGroup): void {
    const endpoints = new SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'The endpoints of AWS services, for the function of phoney',
      allowAllOutbound: false,
    });
    endpoints.addIngressRule(group, Port.tcp(443), 'The function');
    for (const [name, service] of Object.entries(ENDPOINTS)) {
      this.vpc.addInterfaceEndpoint(name, { service, securityGroups: [endpoints], open: false });
    }
  }
}
