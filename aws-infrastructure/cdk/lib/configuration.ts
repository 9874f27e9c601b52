// What phoney reads when a sandbox starts: parameters that may be seen, and one secret that may not.

import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

import { removalPolicy, type Stage, type StageName } from './stages';

export interface ConfigurationProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

export class Configuration extends Construct {
  /** With a slash at its end: all parameters of the stage are below. */
  readonly parameterPath: string;
  readonly credentials: Secret;

  constructor(scope: Construct, id: string, { stageName, stage }: ConfigurationProps) {
    super(scope, id);
    this.parameterPath = `/phoney/${stageName}/`;
    const parameter = (name: string, value: string, description: string): void => {
      new StringParameter(this, name, { parameterName: this.parameterPath + name, stringValue: value, description });
    };
    parameter('API_USERNAME', 'admin', 'The user who may log in');
    parameter('CORS_ORIGINS', 'none', 'Origins whose web pages may use the API, with commas between them, or none');
    parameter('RATE_LIMIT_PER_MINUTE', String(stage.rateLimitPerMinute), 'Requests that one client may make a minute');

    // SECRET_KEY is here as jwt_secret and not a parameter, because CloudFormation cannot make a parameter of type SecureString.
    // The hash of the password is the deployer's to set; with none, nobody can log in. A change of this template makes
    // CloudFormation write a new secret over what the deployer set, so it stays as it is.
    this.credentials = new Secret(this, 'Credentials', {
      secretName: `phoney/${stageName}/credentials`,
      description: 'The key that signs access tokens, and the bcrypt hash of the password',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ api_password_hash: 'none' }),
        generateStringKey: 'jwt_secret',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: removalPolicy(stage),
    });
  }
}
