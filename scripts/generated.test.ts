import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { envExample } from '../src/config.ts'
import { fleet } from '../src/fleet.ts'
import { configurationPage } from './configuration-page.ts'
import { runbookPage } from './runbook-page.ts'

const written = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')
const HINT = 'the table in the code has changed: npm run config:example'

test('.env.example shows every variable that is read', () => {
  expect(written('.env.example'), HINT).toBe(envExample(fleet))
})

test('docs/configuration.md describes every variable that is read', () => {
  expect(written('docs/configuration.md'), HINT).toBe(configurationPage(fleet))
})

test('docs/operations/bot-not-answering.md is what the bot and the command line walk', () => {
  expect(written('docs/operations/bot-not-answering.md'), 'npm run runbook:page').toBe(runbookPage())
})
