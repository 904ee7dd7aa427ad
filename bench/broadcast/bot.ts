import { bot } from '#platform/bot.ts'

/** Has news and nothing else. */
export default bot({
  name: 'crier',
  commands: { start: (ctx) => ctx.reply('Hello.') },
  notifications: { NEWS: { about: { in: () => ({ text: 'News', entities: [] }) } } },
})
