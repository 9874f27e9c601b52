// What cdk-nag finds and we mean, each with its reason. A finding about permissions is acknowledged by the very resource.

import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

import type { StageName } from './stages';

const PACK = 'AwsSolutions::AwsSolutions';

export interface Functions {
  readonly service: LambdaFunction;
  readonly preTrafficCheck: LambdaFunction;
}

export function acknowledge(scope: Stack, stageName: StageName, functions: Functions): void {
  const versionsOf = (each: LambdaFunction): string =>
    `IAM5[Resource::<${scope.getLogicalId(each.node.defaultChild as CfnElement)}.Arn>:*]`;
  const parameters = `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/phoney/${stageName}/*`;
  const codeDeploy = 'arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited';
  const reasons: Readonly<Record<string, string>> = {
    SMG4:
      'Rotation would withdraw every access token at once, and only the deployer knows the password. Both are changed on purpose: ' +
      'a new value in the secret is read within minutes.',
    [`IAM5[Resource::${parameters}]`]:
      "The parameters of this stage and no other's, so that one can be added without a new role.",
    'IAM5[Resource::*]':
      'X-Ray has no resources to name, and the network interfaces of a function in a VPC have no names before Lambda makes them.',
    [versionsOf(functions.service)]:
      'The check tries the new version, whose number is not known before, and after a failure the version of before.',
    [versionsOf(functions.preTrafficCheck)]: 'CodeDeploy calls the check; the CDK allows it any version of a hook.',
    [`IAM4[Policy::${codeDeploy}]`]:
      "CodeDeploy's own role; AWS keeps this policy to what its deployments of Lambda need.",
    APIG4:
      'phoney verifies its own HS256 tokens, passwords and keys; the authorizer of an HTTP API knows RSA keys only.',
    APIG1: 'Only with accessLog=off, for those who may keep no record of who asked.',
    CFR4: "Only without a domain: CloudFront's own certificate takes no choice of TLS. With a domain the least is TLS 1.2.",
    CFR1: 'Fake data may be had from any country.',
    CFR3: 'The access log of the API has every request that passes; what the firewall stops is in its own metrics and samples.',
  };
  for (const [rule, reason] of Object.entries(reasons))
    Validations.of(scope).acknowledge({ id: `${PACK}-${rule}`, reason });
}
