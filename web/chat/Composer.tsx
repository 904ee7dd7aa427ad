import { ActionIcon, Text, Textarea } from '@mantine/core'
import { IconArrowUp, IconCheck, IconKeyboardHide, IconKeyboardShow, IconPaperclip } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { AttachmentStrip } from './AttachmentStrip.tsx'
import { api } from './api.ts'
import { CommandMenu, matching } from './CommandMenu.tsx'
import classes from './Composer.module.css'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { draftKey, recall, useRemembered, writeDraft } from './memory.ts'
import { isPicture } from './pictures.ts'
import { TargetStrip } from './TargetStrip.tsx'
import type { Target } from './target.ts'
import type { Chat, Command, Entry, Person } from './types.ts'

type Props = {
  me: Person
  chat: Chat
  commands: readonly Command[]
  target: Target | undefined
  setTarget: (target: Target | undefined) => void
  editLast: () => void
  dropped: File | undefined
  placeholder: string | undefined
  keyboard: { folded: boolean; fold: () => void } | undefined
  sent: (entry: Entry) => void
}

export function Composer({
  me,
  chat,
  commands,
  target,
  setTarget,
  editLast,
  dropped,
  placeholder,
  keyboard,
  sent,
}: Props) {
  const t = useTexts()
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useRemembered(draftKey(me.id, chat.id))
  const [edit, setEdit] = useState('')
  const [file, setFile] = useState<File>()
  const [asPhoto, setAsPhoto] = useState(true)
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
  const offered = editing || file || closed === text ? [] : matching(text, commands)
  const at = Math.min(chosen, offered.length - 1)

  useEffect(() => {
    if (dropped) setFile(dropped)
  }, [dropped])
  useEffect(() => {
    if (target?.kind === 'edit') setEdit(target.entry.message.text ?? '')
    if (target || window.matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [target])

  const send = async (words = text.trim()) => {
    setError(undefined)
    if (editing) return saveEdit(editing, words)
    if (words === '' && !file) return
    const { kind, entry: answered } = target ?? {}
    const attached = file
    setDraft(null)
    setFile(undefined)
    setTarget(undefined)
    try {
      if (attached) sent(await api.attach(me.id, chat.id, attachment(attached, asPhoto, words)))
      else sent(await api.say(me.id, chat.id, words, kind === 'reply' ? answered?.message.message_id : undefined))
    } catch (problem) {
      const typedSince = recall(draftKey(me.id, chat.id))
      writeDraft(me.id, chat.id, typedSince ? `${words}\n${typedSince}` : words)
      setFile(attached)
      if (target) setTarget(target)
      setError(t.notSent(reasonOf(problem, t)))
    }
  }

  const saveEdit = async (entry: Entry, words: string) => {
    if (words === '') return
    if (words === entry.message.text) return setTarget(undefined)
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
    } else if (event.key === 'Escape' && (target || file)) {
      setTarget(undefined)
      setFile(undefined)
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
        {file && (
          <AttachmentStrip file={file} asPhoto={asPhoto} setAsPhoto={setAsPhoto} remove={() => setFile(undefined)} />
        )}
        <div className={classes.bar}>
          <input
            ref={picker}
            type="file"
            hidden
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
              field.current?.focus()
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t.attach}
            title={t.attach}
            disabled={editing !== undefined}
            onClick={() => picker.current?.click()}
          >
            <IconPaperclip size={20} stroke={1.5} />
          </ActionIcon>
          <Textarea
            ref={field}
            className={classes.field}
            data-composer
            aria-label={t.message}
            aria-autocomplete="list"
            aria-controls={offered.length > 0 ? 'commands' : undefined}
            aria-activedescendant={offered.length > 0 ? `command-${at}` : undefined}
            placeholder={file ? t.caption : (placeholder ?? t.message)}
            autosize
            minRows={1}
            maxRows={8}
            maxLength={file ? 1024 : 4096}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
            onKeyDown={keyed}
            onPaste={(event) => {
              const [pasted] = event.clipboardData.files
              if (!pasted) return
              event.preventDefault()
              setFile(pasted)
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
            disabled={text.trim() === '' && !file}
          >
            {editing ? <IconCheck size={20} /> : <IconArrowUp size={20} />}
          </ActionIcon>
        </div>
      </div>
    </form>
  )
}

function attachment(file: File, asPhoto: boolean, caption: string) {
  const kind = asPhoto && isPicture(file) ? ('photo' as const) : ('document' as const)
  return { kind, file, ...(caption === '' ? {} : { caption }) }
}

/** What Telegram itself takes as a photo. */
