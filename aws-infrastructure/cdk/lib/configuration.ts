// What phoney reads when a sandbox starts: parameters that may be seen, and one secret that may not.

import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

import type { Options } from './options';
import { removalPolicy, type Stage } from './stages';

/** Lambda takes 4 KB of environment variables in all; the others of this stack need less than a quarter. */
const MOST_BYTES_OF_PARAMETERS = 3000;

export interface ConfigurationProps {
  readonly options: Options;
  readonly stage: Stage;
}

export class Configuration extends Construct {
  /** With a slash at its end: all parameters of the stage are below. */
  readonly parameterPath: string;
  readonly credentials: Secret;
  /** Names below the path, if they are read by name and not by path. */
  readonly parameterNames: readonly string[] | undefined;
  /** How the function reads them. */
  readonly environment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { options, stage }: ConfigurationProps) {
    super(scope, id);
    const stageName = options.stage;
    this.parameterPath = `/phoney/${stageName}/`;
    const values: Record<string, string> = {};
    const parameter = (name: string, value: string, description: string): void => {
      new StringParameter(this, name, { parameterName: this.parameterPath + name, stringValue: value, description });
      values[name] = value;
    };
    parameter('API_USERNAME', 'admin', 'The user who may log in');
    parameter('CORS_ORIGINS', 'none', 'Origins whose web pages may use the API, with commas between them, or none');
    parameter('RATE_LIMIT_PER_MINUTE', String(stage.rateLimitPerMinute), 'Requests that one client may make a minute');

    const fallback = options.parameterFallback === 'none' ? undefined : { ...values, ...options.parameterFallback };
    this.parameterNames =
      options.parameterNames && [...new Set([...Object.keys(fallback ?? values), ...options.parameterNames])].sort();
    const ways = {
      ...(fallback ? { PARAMETER_FALLBACK: JSON.stringify(fallback) } : {}),
      ...(this.parameterNames ? { PARAMETER_NAMES: this.parameterNames.join(',') } : {}),
    };
    checkSize(ways);
    this.environment = {
      USE_PARAMETER_STORE: 'true',
      PARAMETER_STORE_PATH: this.parameterPath,
      ...ways,
      USE_SECRETS_MANAGER: 'true',
      SECRET_ID: `phoney/${stageName}/credentials`,
    };

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

function checkSize(variables: Readonly<Record<string, string>>): void {
  const bytes = Object.values(variables).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST_BYTES_OF_PARAMETERS) {
    throw new Error(
      `parameterFallback: the parameters take ${bytes} bytes of the function's environment, and ${MOST_BYTES_OF_PARAMETERS} are left for them; ` +
        'leave large ones out, or give -c parameterFallback=none',
    );
  }
}
