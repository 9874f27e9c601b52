// The registry of images, shared by all stages. It is a stack of its own because it must exist before the image, which must exist
// before the function.

import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export const REPOSITORY_NAME = 'phoney';

/**
 * How many images stay, newest first. All stages share the registry, and a function whose image is gone fails once Lambda has put it aside:
 * production must not lose its image to a busy week in dev. An image costs a fifth of a cent a month at most.
 */
const IMAGES_KEPT = 500;

export class RegistryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const repository = new Repository(this, 'Repository', {
      repositoryName: REPOSITORY_NAME,
      // A tag that can move is not a version; the functions name images by digest.
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        {
          rulePriority: 1,
          description: 'Images that no tag names, such as pushes that broke off',
          tagStatus: TagStatus.UNTAGGED,
          maxImageAge: Duration.days(7),
        },
        { rulePriority: 2, description: `All but the last ${IMAGES_KEPT}`, maxImageCount: IMAGES_KEPT },
      ],
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
