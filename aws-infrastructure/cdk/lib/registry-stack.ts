// The registry of images, shared by all stages. It is a stack of its own because it must exist before the image, which must exist
// before the function.

import { Aws, CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

import type { StageName } from './stages';

export const REPOSITORY_NAME = 'phoney';

/**
 * How many images of each stage stay, newest first. A function whose image is gone fails once Lambda has put it aside. deploy.sh tags an image
 * with each stage that runs it. ECR lets only the first rule that selects an image expire it, so prod's rule comes first: an image that has run in
 * dev and in prod goes by prod's count alone, however busy dev is. An image costs a fifth of a cent a month.
 */
const IMAGES_KEPT: Readonly<Record<StageName, number>> = { prod: 200, staging: 100, dev: 100 };

export class RegistryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const repository = new Repository(this, 'Repository', {
      repositoryName: REPOSITORY_NAME,
      // A tag that can move is not a version; the functions name images by digest.
      imageTagMutability: TagMutability.IMMUTABLE,
      // ECR's own scan needs an operating system in the image and fails on this one, which has none. The pipeline scans the list of its components.
      imageScanOnPush: false,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      // No rule for images without a tag: attestations are such images, and tags that cannot move leave no others behind.
      lifecycleRules: Object.entries(IMAGES_KEPT).map(([stage, count], index) => ({
        rulePriority: index + 1,
        description: `All but the last ${count} of ${stage}`,
        tagStatus: TagStatus.TAGGED,
        tagPrefixList: [`${stage}-`],
        maxImageCount: count,
      })),
    });
    // Lambda pulls images in its own name; without this, whoever makes a function would have to be allowed to change the policy.
    repository.addToResourcePolicy(
      new PolicyStatement({
        sid: 'FunctionsPull',
        principals: [new ServicePrincipal('lambda.amazonaws.com')],
        actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        conditions: {
          StringLike: {
            'aws:sourceArn': `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:phoney-*`,
          },
        },
      }),
    );
    new CfnOutput(this, 'RepositoryUri', { description: 'Where images are pushed', value: repository.repositoryUri });
  }
}
