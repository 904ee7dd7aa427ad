import type { BotRecord, Properties, Property } from '../types.ts'
import type { World } from './world.ts'

export const properties = (bot: BotRecord): Properties => {
  bot.properties ??= { name: {}, description: {}, short_description: {}, menu: {} }
  return bot.properties
}

/** Sets one text for a language, or takes it back when it is empty. */
export function setProperty(world: World, bot: BotRecord, property: Property, language: string, text: string) {
  const texts = properties(bot)[property]
  if (text === '') delete texts[language]
  else texts[language] = text
  if (property === 'name' && language === '' && text !== '') bot.first_name = text
  world.touch()
}

/** In that language or, without one, for everybody. */
export function getProperty(bot: BotRecord, property: Property, language: string): string {
  const texts = properties(bot)[property]
  return texts[language] ?? texts[''] ?? (property === 'name' ? bot.first_name : '')
}
