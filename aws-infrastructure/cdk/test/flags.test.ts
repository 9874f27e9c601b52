// cdk.json has the feature flags that the pinned aws-cdk-lib recommends: an update of the library that recommends others fails here, and the
// snapshots then show what they change.

import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

test('the feature flags are the recommended ones', () => {
  const context = read(path.join(__dirname, '..', '..', 'cdk.json'))['context'] as Record<string, unknown>;
  const flags = Object.fromEntries(Object.entries(context).filter(([key]) => key.startsWith('@')));
  deepStrictEqual(flags, read(require.resolve('aws-cdk-lib/recommended-feature-flags.json')));
});
