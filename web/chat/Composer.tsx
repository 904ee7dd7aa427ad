import { ActionIcon, Text, Textarea } from '@mantine/core'
import { IconArrowUp, IconCheck, IconKeyboardHide, IconKeyboardShow } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { AttachMenu } from './AttachMenu.tsx'
import { AttachmentStrip } from './AttachmentStrip.tsx'
import { api } from './api.ts'
import { attachment } from './attachment.ts'
import { CommandMenu, matching } from './CommandMenu.tsx'
import classes from './Composer.module.css'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { draftKey, recall, useRemembered, writeDraft } from './memory.ts'
import { TargetStrip } from './TargetStrip.tsx'
import type { Target } from './target.ts'
import type { Chat, Command, Entry, Person } from './types.ts'

type Props = {
  me: Person
  chat: Chat
  thread: number | undefined
  commands: readonly Command[]
  target: Target | undefined
  setTarget: (target: Target | undefined) => void
  editLast: () => void
  dropped: readonly File[]
  placeholder: string | undefined
  keyboard: { folded: boolean; fold: () => void } | undefined
  ask: (what: 'place' | 'poll') => void
  sent: (entry: Entry) => void
}

const MOST_FILES = 10
const none: readonly File[] = []

export function Composer({
  me,
  chat,
  thread,
  commands,
  target,
  setTarget,
  editLast,
  dropped,
  placeholder,
  keyboard,
  ask,
  sent,
}: Props) {
  const t = useTexts()
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useRemembered(draftKey(me.id, chat.id))
  const [edit, setEdit] = useState('')
  const [files, setFiles] = useState(none)
  const [asFile, setAsFile] = useState(false)
  const [error, setError] = useState<string>()
  const [chosen, setChosen] = useState(0)
  const [closed, setClosed] = useState<string>()

  const editing = target?.kind === 'edit' ? target.entry : undefined
  const text = editing ? edit : (draft ?? '')
  const change = (next: string) => {
    setChosen(0)
    if (editing) setEdit(next)
    else setDraft(next === '' ? null : next)
  }
  const hasFiles = files.length > 0
  const take = (given: Iterable<File> | null | undefined) => setFiles([...(given ?? [])].slice(0, MOST_FILES))
  const offered = editing || hasFiles || closed === text ? [] : matching(text, commands)
  const at = Math.min(chosen, offered.length - 1)

  useEffect(() => {
    if (dropped.length > 0) setFiles(dropped.slice(0, MOST_FILES))
  }, [dropped])
  useEffect(() => {
    if (target?.kind === 'edit') setEdit(target.entry.message.text ?? target.entry.message.caption ?? '')
    if (target || window.matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [target])

  const send = async (words = text.trim()) => {
    setError(undefined)
    if (editing) return saveEdit(editing, words)
    if (words === '' && !hasFiles) return
    const attached = files
    setDraft(null)
    setFiles(none)
    setTarget(undefined)
    try {
      if (attached.length > 0) {
        for (const entry of await api.attach(me.id, chat.id, attachment(attached, asFile, words), thread)) sent(entry)
      } else sent(await api.say(me.id, chat.id, words, aboutIt(target, thread)))
    } catch (problem) {
      const typedSince = recall(draftKey(me.id, chat.id))
      writeDraft(me.id, chat.id, typedSince ? `${words}\n${typedSince}` : words)
      setFiles(attached)
      if (target) setTarget(target)
      setError(t.notSent(reasonOf(problem, t)))
    }
  }

  const sendOther = async (what: 'contact' | 'dice' | { sticker: string }) => {
    setError(undefined)
    try {
      if (what === 'contact') sent(await api.contact(me.id, chat.id, thread))
      else if (what === 'dice') sent(await api.dice(me.id, chat.id, thread))
      else sent(await api.sticker(me.id, chat.id, what.sticker, thread))
    } catch (problem) {
      setError(t.notSent(reasonOf(problem, t)))
    }
  }

  const saveEdit = async (entry: Entry, words: string) => {
    if (words === '') return
    if (words === (entry.message.text ?? entry.message.caption)) return setTarget(undefined)
    try {
      sent(await api.edit(me.id, chat.id, entry.message.message_id, words))
      setTarget(undefined)
    } catch (problem) {
      setError(t.notEdited(reasonOf(problem, t)))
    }
  }

  const keyed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    const command = offered[at]
    if (command && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      setChosen((at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    } else if (command && event.key === 'Tab' && !event.shiftKey) {
      change(`/${command.command} `)
    } else if (command && event.key === 'Escape') {
      setClosed(text)
    } else if (event.key === 'Escape' && (target || hasFiles)) {
      setTarget(undefined)
      setFiles(none)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      void send(command ? `/${command.command}` : undefined)
    } else if (event.key === 'ArrowUp' && text === '' && !target) {
      editLast()
    } else return
    event.preventDefault()
  }

  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className={classes.column}>
        {offered.length > 0 && (
          <CommandMenu commands={offered} chosen={at} choose={(command) => void send(`/${command}`)} />
        )}
        {error && (
          <div className={classes.error} role="alert">
            <Text size="sm">{error}</Text>
            <button type="submit">{t.retry}</button>
          </div>
        )}
        {target && <TargetStrip target={target} cancel={() => setTarget(undefined)} />}
        {hasFiles && (
          <AttachmentStrip files={files} asFile={asFile} setAsFile={setAsFile} remove={() => setFiles(none)} />
        )}
        <div className={classes.bar}>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            aria-label={t.attachFile}
            onChange={(event) => {
              take(event.currentTarget.files)
              event.currentTarget.value = ''
              field.current?.focus()
            }}
          />
          <AttachMenu
            disabled={editing !== undefined}
            pickFiles={() => picker.current?.click()}
            ask={ask}
            send={(what) => void sendOther(what)}
          />
          <Textarea
            ref={field}
            className={classes.field}
            data-composer
            aria-label={t.message}
            aria-autocomplete="list"
            aria-controls={offered.length > 0 ? 'commands' : undefined}
            aria-activedescendant={offered.length > 0 ? `command-${at}` : undefined}
            placeholder={hasFiles ? t.caption : (placeholder ?? t.message)}
            autosize
            minRows={1}
            maxRows={8}
            maxLength={hasFiles ? 1024 : 4096}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
            onKeyDown={keyed}
            onPaste={(event) => {
              if (event.clipboardData.files.length === 0) return
              event.preventDefault()
              take(event.clipboardData.files)
            }}
          />
          {keyboard && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={keyboard.folded ? t.showKeyboard : t.hideKeyboard}
              title={keyboard.folded ? t.showKeyboard : t.hideKeyboard}
              onClick={keyboard.fold}
            >
              {keyboard.folded ? (
                <IconKeyboardShow size={20} stroke={1.5} />
              ) : (
                <IconKeyboardHide size={20} stroke={1.5} />
              )}
            </ActionIcon>
          )}
          <ActionIcon
            type="submit"
            size={44}
            aria-label={editing ? t.save : t.send}
            title={editing ? t.save : t.send}
            disabled={text.trim() === '' && !hasFiles}
          >
            {editing ? <IconCheck size={20} /> : <IconArrowUp size={20} />}
          </ActionIcon>
        </div>
      </div>
    </form>
  )
}

/** Which message is answered, with which of its words, and in which topic. */
function aboutIt(target: Target | undefined, thread: number | undefined) {
  const answered = target?.kind === 'reply' ? target : undefined
  const quote = answered?.quote ? { quote: answered.quote } : {}
  return {
    ...(answered ? { reply: { message: answered.entry.message.message_id, ...quote } } : {}),
    ...(thread === undefined ? {} : { thread }),
  }
}
