import { Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { AttachMenu } from './AttachMenu.tsx'
import { AttachmentStrip } from './AttachmentStrip.tsx'
import { CommandMenu, matching } from './CommandMenu.tsx'
import classes from './Composer.module.css'
import { FoldButton, MenuButton, RecordButton, SendButton } from './ComposerButtons.tsx'
import { questionIn } from './inline/question.ts'
import { useTexts } from './language.tsx'
import { draftKey, useRemembered } from './memory.ts'
import { TargetStrip } from './TargetStrip.tsx'
import type { Target } from './target.ts'
import type { Bot, Chat, Command, Entry, Person } from './types.ts'
import { useSending } from './useSending.ts'

const VoiceStrip = lazy(() => import('./voice/VoiceStrip.tsx'))
const InlineOffers = lazy(() => import('./inline/InlineOffers.tsx'))

type Props = {
  me: Person
  chat: Chat
  thread: number | undefined
  commands: readonly Command[]
  bots: readonly Bot[]
  menu: { text: string; open: () => void } | undefined
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
  bots,
  menu,
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
  const [chosen, setChosen] = useState(0)
  const [closed, setClosed] = useState<string>()
  const [recording, setRecording] = useState(false)

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
  const question = editing || hasFiles ? undefined : questionIn(text, bots)
  const at = Math.min(chosen, offered.length - 1)

  useEffect(() => {
    if (dropped.length > 0) setFiles(dropped.slice(0, MOST_FILES))
  }, [dropped])
  useEffect(() => {
    if (target?.kind === 'edit') setEdit(target.entry.message.text ?? target.entry.message.caption ?? '')
    if (target || window.matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [target])

  const sending = useSending({ me: me.id, chat: chat.id, thread }, { files, asFile, setFiles, target, setTarget, sent })
  const send = (words = text.trim()) => void (editing ? sending.edit(editing, words) : sending.words(words))

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
      send(command ? `/${command.command}` : undefined)
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
        send()
      }}
    >
      <div className={classes.column}>
        {offered.length > 0 && <CommandMenu commands={offered} chosen={at} choose={(command) => send(`/${command}`)} />}
        {question && (
          <Suspense>
            <InlineOffers
              question={question}
              bot={question.bot}
              me={me.id}
              chat={chat.id}
              chosen={(entry) => {
                setDraft(null)
                sent(entry)
              }}
            />
          </Suspense>
        )}
        {sending.error && (
          <div className={classes.error} role="alert">
            <Text size="sm">{sending.error}</Text>
            <button type={sending.again ? 'button' : 'submit'} onClick={() => void sending.again?.()}>
              {t.retry}
            </button>
          </div>
        )}
        {target && <TargetStrip target={target} cancel={() => setTarget(undefined)} />}
        {hasFiles && (
          <AttachmentStrip files={files} asFile={asFile} setAsFile={setAsFile} remove={() => setFiles(none)} />
        )}
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
        {recording && (
          <Suspense fallback={<div className={classes.bar} />}>
            <VoiceStrip
              send={(file, seconds) => {
                setRecording(false)
                void sending.voice(file, seconds)
              }}
              cancel={() => {
                flushSync(() => setRecording(false))
                if (window.matchMedia('(hover: hover)').matches) field.current?.focus()
              }}
              pickFile={() => picker.current?.click()}
            />
          </Suspense>
        )}
        <div className={classes.bar} hidden={recording}>
          {menu && <MenuButton text={menu.text} open={menu.open} />}
          <AttachMenu
            disabled={editing !== undefined}
            pickFiles={() => picker.current?.click()}
            ask={ask}
            send={(what) => void sending.other(what)}
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
          {keyboard && <FoldButton folded={keyboard.folded} fold={keyboard.fold} />}
          {text.trim() === '' && !hasFiles && !editing ? (
            <RecordButton record={() => setRecording(true)} />
          ) : (
            <SendButton saves={editing !== undefined} disabled={text.trim() === '' && !hasFiles} />
          )}
        </div>
      </div>
    </form>
  )
}
