// Whole templates, so that a change of a library or of ours is seen for what it changes. UPDATE_SNAPSHOTS=1 writes them anew.
// cfn-lint and checkov read the same files.

import { deepStrictEqual } from 'node:assert';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

import { Template } from 'aws-cdk-lib/assertions';

import { CASES, makeApp, stackOf, templateOf } from './cases';

const FOLDER = path.join(__dirname, '..', '..', 'test', 'snapshots');

function check(name: string, template: Template): void {
  const file = path.join(FOLDER, `${name}.template.json`);
  const made = template.toJSON();
  if (process.env['UPDATE_SNAPSHOTS']) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, JSON.stringify(made, null, 1) + '\n');
  }
  if (!existsSync(file)) throw new Error(`there is no ${file}; write it with UPDATE_SNAPSHOTS=1 npm test`);
  deepStrictEqual(made, JSON.parse(readFileSync(file, 'utf8')));
}

test('the registry alone, without a stage', () => {
  const app = makeApp({});
  deepStrictEqual(
    app.node.children.filter((child) => child.node.id.startsWith('Phoney')).map((child) => child.node.id),
    ['PhoneyRegistry'],
  );
  check('registry', Template.fromStack(stackOf(app, 'PhoneyRegistry')));
});

for (const name of Object.keys(CASES)) test(name, () => check(name, templateOf(name)));

test('there is no snapshot without a case', () => {
  const wanted = ['registry', ...Object.keys(CASES)].map((name) => `${name}.template.json`).sort();
  deepStrictEqual(readdirSync(FOLDER).sort(), wanted);
});
