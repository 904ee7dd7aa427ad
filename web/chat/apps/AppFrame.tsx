import { ActionIcon, Drawer, Modal, Text, useComputedColorScheme } from '@mantine/core'
import { IconArrowLeft, IconSettings, IconTerminal2, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts, useWords } from '../language.tsx'
import type { Passing } from '../PassOn.tsx'
import { usePrompts } from '../prompts.tsx'
import * as words from '../texts/apps.ts'
import type { Bot, Chat, Person } from '../types.ts'
import { AppButtons } from './AppButtons.tsx'
import { AppLog } from './AppLog.tsx'
import { AppPopup } from './AppPopup.tsx'
import classes from './AppSheet.module.css'
import { type AppButton, isOurs, type Launch } from './app.ts'
import { themeIn } from './theme.ts'
import { useAnswered } from './useAnswered.ts'
import { useBridge } from './useBridge.ts'
import { useQuiet } from './useQuiet.ts'
import { withTheme } from './wire.ts'

const PlaceForm = lazy(() => import('../walks/PlaceForm.tsx'))
const SANDBOX = 'allow-scripts allow-forms allow-modals allow-popups'

type Props = {
  launch: Launch
  button: AppButton
  name: string
  me: Person
  chat: Chat
  bot: Bot | undefined
  narrow: boolean
  passOn: (passing: Passing) => void
  close: () => void
}

export function AppFrame({ launch, button, name, me, chat, bot, narrow, passOn, close }: Props) {
  const t = useTexts()
  const w = useWords(words)
  const { confirm } = usePrompts()
  const theme = themeIn(useComputedColorScheme('light', { getInitialValueInEffect: false }))
  const frame = useRef<HTMLIFrameElement>(null)
  // The frame is loaded once: later changes of the colours are told to it.
  const [address] = useState(() => withTheme(launch.url, theme))
  const [loaded, setLoaded] = useState(false)
  const [logging, setLogging] = useState(false)
  const ours = isOurs(address)
  const { origin, host } = new URL(address)
  const viewport = () => ({
    height: frame.current?.clientHeight ?? 0,
    width: frame.current?.clientWidth ?? 0,
    is_expanded: narrow || sheet.expanded,
    is_state_stable: true,
  })
  const setting = { launch, button, me, chat, bot, theme, viewport, passOn, close }
  const bridge = useBridge({ ...setting, frame, origin: ours ? 'null' : origin })
  const { sheet, noted, asked, tell, closePopup } = bridge
  const quiet = useQuiet(loaded, noted.length > 0)
  useAnswered(launch, close)

  const leave = async () => {
    if (!sheet.careful || (await confirm(w.closeQuestion(name), w.closeAnyway))) close()
  }
  const sayTheme = useEffectEvent(() => tell('theme_changed', { theme_params: theme }))
  const sayViewport = useEffectEvent(() => tell('viewport_changed', viewport()))
  useEffect(() => {
    if (theme) sayTheme()
  }, [theme])
  useEffect(() => {
    const watcher = new ResizeObserver(() => sayViewport())
    if (frame.current) watcher.observe(frame.current)
    return () => watcher.disconnect()
  }, [])

  const Frame = narrow ? Drawer.Root : Modal.Root
  const Content = narrow ? Drawer.Content : Modal.Content
  return (
    <Frame
      opened
      onClose={() => void leave()}
      {...(narrow ? { position: 'bottom' as const, size: '100%' } : { size: 480, centered: true })}
    >
      {narrow ? <Drawer.Overlay /> : <Modal.Overlay />}
      <Content aria-label={name} classNames={{ content: classes.content }} data-expanded={sheet.expanded || undefined}>
        <div className={classes.sheet}>
          <header className={classes.head} style={{ background: sheet.header }}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={sheet.back ? w.back : t.close}
              title={sheet.back ? w.back : t.close}
              onClick={() => (sheet.back ? tell('back_button_pressed') : void leave())}
            >
              {sheet.back ? <IconArrowLeft size={20} stroke={1.5} /> : <IconX size={20} stroke={1.5} />}
            </ActionIcon>
            <span className={classes.names}>
              <bdi className="clip">{name}</bdi>
              <Text size="xs" c="dimmed" className="clip" title={origin}>
                {w.comesFrom(host)}
              </Text>
            </span>
            {sheet.settings && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={w.settings}
                title={w.settings}
                onClick={() => tell('settings_button_pressed')}
              >
                <IconSettings size={20} stroke={1.5} />
              </ActionIcon>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={w.log}
              title={w.log}
              aria-expanded={logging}
              onClick={() => setLogging(!logging)}
            >
              <IconTerminal2 size={20} stroke={1.5} />
            </ActionIcon>
            {sheet.back && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t.close}
                title={t.close}
                onClick={() => void leave()}
              >
                <IconX size={20} stroke={1.5} />
              </ActionIcon>
            )}
          </header>
          {quiet && (
            <Text size="sm" className={classes.quiet} role="status">
              {w.quiet}
            </Text>
          )}
          <div className={classes.page} style={{ background: sheet.ground }}>
            <iframe
              ref={frame}
              src={address}
              title={name}
              // With our own address it must not also have our rights.
              sandbox={ours ? SANDBOX : `${SANDBOX} allow-same-origin`}
              referrerPolicy="no-referrer"
              onLoad={() => setLoaded(true)}
            />
            {!loaded && !sheet.ready && (
              <div className={classes.veil}>
                <ListSkeleton />
              </div>
            )}
          </div>
          {logging && <AppLog noted={noted} />}
          <AppButtons sheet={sheet} press={tell} />
        </div>
        <AppPopup popup={sheet.popup} name={name} close={closePopup} />
      </Content>
      {asked && (
        <Suspense>
          <PlaceForm opened close={() => asked.answer(null)} send={asked.answer} />
        </Suspense>
      )}
    </Frame>
  )
}
