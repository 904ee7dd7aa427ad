import { expect, test } from 'vitest'
import watch from './bot.ts'
import { audited, begun, type Citizen, forges, polled, withRoles } from './stories/scene.ts'

// Who may do what, as one table: a command that is not in it fails the test below.

const UNKNOWN = 'I do not know that command. /help'
const STRANGER = 'This bot speaks with the people who run the house.'

/** What each command says to: somebody never seen, a user, an admin, a superadmin. */
const TABLE: Readonly<Record<string, readonly [nobody: string, user: string, admin: string, superadmin: string]>> = {
  start: [STRANGER, STRANGER, 'keeps the bots of this house alive', 'keeps the bots of this house alive'],
  lang: ['Which language', 'Which language', 'Which language', 'Which language'],
  cancel: ['nothing to cancel', 'nothing to cancel', 'nothing to cancel', 'nothing to cancel'],
  help: [UNKNOWN, UNKNOWN, 'needs the role ops', '/release ferry'],
  status: [UNKNOWN, UNKNOWN, '🟢 ferry · webhook', '🟢 ferry · webhook'],
  pin: [UNKNOWN, UNKNOWN, 'This card follows', 'This card follows'],
  lock: [UNKNOWN, UNKNOWN, 'Which bot?', 'Which bot?'],
  dead: [UNKNOWN, UNKNOWN, 'Nothing is to be decided.', 'Nothing is to be decided.'],
  errors: [UNKNOWN, UNKNOWN, 'Nothing has failed.', 'Nothing has failed.'],
  jobs: [UNKNOWN, UNKNOWN, 'No job waits', 'refresh-cards'],
  webhook: [UNKNOWN, UNKNOWN, 'Which bot?', 'Which bot?'],
  runbook: [UNKNOWN, UNKNOWN, 'Which bot?', 'Which bot?'],
  mute: [UNKNOWN, UNKNOWN, 'Alerts come with a sound.', 'Alerts come with a sound.'],
  inbox: [UNKNOWN, UNKNOWN, 'Your inbox is empty', 'Your inbox is empty'],
  release: [UNKNOWN, UNKNOWN, UNKNOWN, 'Which bot?'],
  drop: [UNKNOWN, UNKNOWN, UNKNOWN, 'Which bot?'],
}

test('every command says to each kind of person what the table says', async () => {
  expect(Object.keys(watch.commands).sort()).toEqual(Object.keys(TABLE).sort())
  const { world, olena } = await begun()
  const user = await withRoles(world, 'Uma', [])
  const admin = await withRoles(world, 'Ada', ['admin'])
  let strangers = 0
  const people: readonly (() => Citizen)[] = [
    () => {
      strangers += 1
      return world.person(`Stranger ${strangers}`)
    },
    () => user,
    () => admin,
    () => olena,
  ]
  for (const [command, answers] of Object.entries(TABLE)) {
    if (command === 'jobs') await admin.says('/pin off')
    for (const [index, person] of people.entries()) {
      // Its job would be seen by /jobs.
      if (command === 'jobs' && index === 3) await olena.says('/pin')
      const who = person()
      await who.says(`/${command}`)
      who.sees(answers[index]!)
    }
    if (command === 'pin') {
      await admin.says('/pin off')
      await olena.says('/pin off')
      await world.passes(20_000)
    }
  }
})

const FORGED = [
  '1|releaseSure||1',
  '1|release||ferry',
  '1|drop||ferry',
  '1|dropSure||1',
  '1|putBack||ferry',
  '1|replay||update|1|0',
  '1|discard||update|1',
  '1|discardSure||1',
]

test('what a client makes up does nothing that its person may not do', async () => {
  const { world } = await begun()
  const admin = await withRoles(world, 'Ada', ['admin'])
  await polled(world, 400)
  for (const data of FORGED) await forges(world, admin, data)
  expect(await audited(world, 'lock_release')).toEqual([])
  const { rows } = await world.database.query("select 1 from posthouse.jobs where name = 'drop-updates'")
  expect(rows).toEqual([])
  await admin.says('/lock ferry')
  admin.sees('ferry: polled by web-1')
  expect(admin.screen().join('\n')).not.toMatch(/Take the lock|Why shall|Yes, /)
})
