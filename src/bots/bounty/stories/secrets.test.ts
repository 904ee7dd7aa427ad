import { expect, test } from 'vitest'
import { hours, minutes } from '#platform/bot.ts'
import { draft, linked, opened } from './scene.ts'

// I17: what is secret, and what people write, stands in no log line and in no metric.

const SECRETS = {
  GITHUB_TOKEN: 'ghp_never_to_be_seen_1',
  PAYOUT_SIGNING_KEY: 'a-signing-key-of-the-tests',
  GITHUB_WEBHOOK_SECRET: 'hook-never-to-be-seen-2',
  SECRET_KEY: 'never-to-be-seen-never-to-be-seen-3',
}
const WORDS = ['Mend the crooked fence', 'I was promised the moon', 'the auditors found a herring', 'balderdash']

test('neither logs nor metrics tell a secret or what people write, however things go wrong', async () => {
  const { world, ada } = await opened({ title: WORDS[0]!, settings: SECRETS })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says(WORDS[3]!)
  await ann.says('/take #1')
  for (const kind of ['drop-after', 'html', '401', '422'] as const) world.payouts.fault({ kind })
  world.github.answerNext({ status: 500, body: '<html>' })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(hours(3))
  await ada.says('/payouts on')
  await world.passes(hours(2))
  await ada.says(`/hold A1 ${WORDS[2]}`)
  await ann.says(`/dispute A1 ${WORDS[1]}`)
  const bob = await linked(world, 'Bob', 's-t-e-v-e-n-k')
  await draft(ada, { title: WORDS[0]!, repo: 'nobody/nothing' })
  await bob.says(`/submit A1 https://github.com.evil.example/${WORDS[3]}`)
  await fetch(`${world.web.url}/webhooks/payout`, { method: 'POST', body: WORDS[3]! })
  await fetch(`${world.web.url}/webhook/bounty`, { method: 'POST', body: WORDS[3]! })
  await world.passes(minutes(10))
  const { text } = await world.metrics.scrape()
  const logged = world.logged.map((line) => JSON.stringify(line)).join('\n')
  expect(logged).toContain('payment_')
  expect(text).toContain('active_assignments')
  const { token } = world.simulator.bot({ username: 'bounty_bot', name: 'bounty', about: 'bounty' })
  for (const secret of [...Object.values(SECRETS), ...WORDS, world.web.secret, token]) {
    expect(logged, `the log tells "${secret}"`).not.toContain(secret)
    expect(text, `a metric tells "${secret}"`).not.toContain(secret)
  }
})
