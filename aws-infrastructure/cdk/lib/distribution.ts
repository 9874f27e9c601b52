// CloudFront with a web application firewall before the API. A firewall cannot stand before an HTTP API itself, so CloudFront adds
// a header with a secret, and phoney refuses requests without it.

import { Stack, Token } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution as CloudFrontDistribution,
  HttpVersion,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

import type { Domain } from './options';
import type { ServiceApi } from './service-api';

/** The header that phoney compares with PHONEY_ORIGIN_VERIFY_SECRET. */
const ORIGIN_HEADER = 'X-Origin-Verify';

/** Requests from one address in five minutes, after which the firewall refuses more of them. */
const REQUESTS_PER_ADDRESS = 3000;

/** Amazon's lists of known attacks and of addresses with a bad name, in the order of the rules. */
const MANAGED_RULES = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet'] as const;

export interface DistributionProps {
  readonly name: string;
  readonly api: ServiceApi;
  readonly domain: Domain | undefined;
  readonly originSecret: string;
}

export class Distribution extends Construct {
  readonly distribution: CloudFrontDistribution;
  /** Host name that CloudFront gave. */
  readonly host: string;

  constructor(scope: Construct, id: string, { name, api, domain, originSecret }: DistributionProps) {
    super(scope, id);
    const region = Stack.of(this).region;
    if (!Token.isUnresolved(region) && region !== 'us-east-1') {
      throw new Error(
        `cloudfront: its firewall and certificate must be in us-east-1, and the stack is in ${region}; deploy to us-east-1`,
      );
    }
    // With a domain, the API knows its name and must see it, and its certificate is for it; without one, it must see its own host.
    const originHost = api.domainName ? api.domainName.regionalDomainName : api.executeApiHost;
    this.distribution = new CloudFrontDistribution(this, 'Distribution', {
      comment: name,
      defaultBehavior: {
        origin: new HttpOrigin(originHost, {
          customHeaders: { [ORIGIN_HEADER]: originSecret },
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Every response is new, and phoney compresses by itself.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        compress: false,
        originRequestPolicy: domain
          ? OriginRequestPolicy.ALL_VIEWER
          : OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      priceClass: PriceClass.PRICE_CLASS_100,
      webAclId: this.firewall(name).attrArn,
      ...(domain
        ? {
            domainNames: [domain.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
          }
        : {}),
    });
    this.host = this.distribution.distributionDomainName;
  }

  private firewall(name: string): CfnWebACL {
    const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: true,
    });
    return new CfnWebACL(this, 'Firewall', {
      name,
      description: 'What may reach phoney',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rules: [
        {
          name: 'RequestsPerAddress',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { limit: REQUESTS_PER_ADDRESS, aggregateKeyType: 'IP' } },
          visibilityConfig: visibility(`${name}-RequestsPerAddress`),
        },
        ...MANAGED_RULES.map((rule, index) => ({
          name: rule,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: rule } },
          visibilityConfig: visibility(`${name}-${rule}`),
        })),
      ],
    });
  }
}
