import type { MessageEntity } from '@grammyjs/types'
import { ActionIcon } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { Fragment, type ReactNode, useState } from 'react'
import { BlockQuote } from './BlockQuote.tsx'
import { plain, type Rich, richText, withoutBlockBreaks } from './entities.ts'
import { useTexts } from './language.tsx'
import { botNamed, targetOf } from './links.ts'
import { writeDraft } from './memory.ts'
import { link } from './place.ts'
import { usePrompts } from './prompts.tsx'
import classes from './RichText.module.css'
import type { Bot, Person } from './types.ts'

type Setting = { bots: readonly Bot[]; me: Person; say: (text: string) => void }
type Props = Setting & { text: string; entities: readonly MessageEntity[] | undefined }

/** A bot's words. Everything is a React text node: nothing in a message can become markup of this page. */
export function RichText({ text, entities, ...setting }: Props) {
  return <Parts parts={withoutBlockBreaks(richText(text, entities))} setting={setting} />
}

function Parts({ parts, setting }: { parts: readonly Rich[]; setting: Setting }) {
  return parts.map((part, at) => (
    <Fragment key={at}>{typeof part === 'string' ? part : <Part part={part} setting={setting} />}</Fragment>
  ))
}

function Part({ part, setting }: { part: Exclude<Rich, string>; setting: Setting }) {
  const { entity } = part
  const inside = <Parts parts={part.children} setting={setting} />
  switch (entity.type) {
    case 'bold':
      return <strong>{inside}</strong>
    case 'italic':
      return <em>{inside}</em>
    case 'underline':
      return <u>{inside}</u>
    case 'strikethrough':
      return <s>{inside}</s>
    case 'code':
      return <code className={classes.code}>{inside}</code>
    case 'pre':
      return <Code text={plain(part.children)} language={entity.language} />
    case 'blockquote':
    case 'expandable_blockquote':
      return <BlockQuote expandable={entity.type === 'expandable_blockquote'}>{inside}</BlockQuote>
    case 'spoiler':
      return <Spoiler>{inside}</Spoiler>
    case 'text_link':
      return (
        <Link url={entity.url} setting={setting}>
          {inside}
        </Link>
      )
    case 'url':
      return (
        <Link url={plain(part.children)} setting={setting}>
          {inside}
        </Link>
      )
    case 'mention':
      return (
        <Mention name={plain(part.children)} setting={setting}>
          {inside}
        </Mention>
      )
    case 'bot_command':
      return (
        <button type="button" className={classes.command} onClick={() => setting.say(plain(part.children))}>
          {inside}
        </button>
      )
    case 'hashtag':
    case 'cashtag':
    case 'email':
    case 'phone_number':
    case 'text_mention':
      return <span className={classes.accent}>{inside}</span>
    default:
      return inside
  }
}

function Link({ url, setting, children }: { url: string; setting: Setting; children: ReactNode }) {
  const target = targetOf(url, setting.bots)
  if (!target) return children
  if (target.kind === 'page') {
    return (
      <a href={target.href} title={target.href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    )
  }
  const { href, onClick } = link({ as: setting.me.id, chat: target.bot })
  return (
    <a
      href={href}
      title={url}
      onClick={(event) => {
        if (target.text) writeDraft(setting.me.id, target.bot, target.text)
        onClick(event)
      }}
    >
      {children}
    </a>
  )
}

function Mention({ name, setting, children }: { name: string; setting: Setting; children: ReactNode }) {
  const bot = botNamed(name, setting.bots)
  if (!bot) return <span className={classes.accent}>{children}</span>
  return <a {...link({ as: setting.me.id, chat: bot.id })}>{children}</a>
}

function Code({ text, language }: { text: string; language: string | undefined }) {
  const t = useTexts()
  const { copy } = usePrompts()
  return (
    <span className={classes.pre}>
      {language && <span className={classes.language}>{language}</span>}
      <code className="scroll">{text}</code>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t.copyCode} onClick={() => copy(text)}>
        <IconCopy size={16} stroke={1.5} />
      </ActionIcon>
    </span>
  )
}

function Spoiler({ children }: { children: ReactNode }) {
  const t = useTexts()
  const [shown, setShown] = useState(false)
  if (shown) return <span>{children}</span>
  return (
    <button type="button" className={classes.spoiler} aria-label={t.revealSpoiler} onClick={() => setShown(true)}>
      <span aria-hidden>{children}</span>
    </button>
  )
}
