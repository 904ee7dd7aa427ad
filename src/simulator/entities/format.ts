import type { MessageEntity, User } from '@grammyjs/types'
import { badRequest } from '../api/errors.ts'
import { detect } from './detect.ts'
import { isBlank, tidy } from './fix.ts'
import { givenEntities } from './given.ts'
import { parseHtml } from './html.ts'
import { parseMarkdown } from './markdown.ts'
import { parseMarkdownV2 } from './markdown2.ts'
import { nested, withFound } from './nesting.ts'
import { byPosition, isSplittable, type Parsed, ParseError } from './parsed.ts'

/** Telegram keeps so many entities of a message, bold and its kin last; custom emoji do not count. */
const MOST = 100

/** Who a bot may mention: an unknown person's mention vanishes, its text stays. */
export type Known = (id: number) => User | undefined

/** Text with its entities, from a parse mode or from given entities, tidied as the server does, links found. */
export function formatted(raw: string, mode: string, given: unknown, known?: Known): Parsed {
  return finished(parse(raw, mode, given), known)
}

/** What happens to a text however its entities were given. Text that cannot be seen is no text. */
export function finished(parsed: Parsed, known?: Known): Parsed {
  const { text, entities } = tidy(parsed)
  if (isBlank(text)) return { text: '', entities: [] }
  const kept = nested(fewer(entities.flatMap((entity) => named(entity, known))))
  return { text, entities: withFound(kept, detect(text)) }
}

function named(entity: MessageEntity, known: Known | undefined): MessageEntity[] {
  if (entity.type !== 'text_mention' || !known) return [entity]
  const user = known(entity.user.id)
  return user ? [{ ...entity, user }] : []
}

function fewer(entities: MessageEntity[]): MessageEntity[] {
  const emoji = entities.filter((entity) => entity.type === 'custom_emoji')
  const rest = entities.filter((entity) => entity.type !== 'custom_emoji')
  if (rest.length <= MOST) return entities
  const firm = rest.filter((entity) => !isSplittable(entity))
  return [...emoji, ...[...firm, ...rest.filter(isSplittable)].slice(0, MOST)].sort(byPosition)
}

function parse(text: string, mode: string, given: unknown): Parsed {
  try {
    switch (text === '' ? '' : mode.toLowerCase()) {
      case '':
      case 'none':
        return { text, entities: givenEntities(given) }
      case 'html':
        return parseHtml(text)
      case 'markdown':
        return parseMarkdown(text)
      case 'markdownv2':
        return parseMarkdownV2(text)
    }
  } catch (error) {
    if (error instanceof ParseError) throw badRequest(`can't parse entities: ${error.message}`)
    throw error
  }
  throw badRequest('unsupported parse_mode')
}
