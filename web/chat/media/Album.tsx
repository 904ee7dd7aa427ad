import type { Message } from '@grammyjs/types'
import { useTexts } from '../language.tsx'
import { albumLayout } from './album.ts'
import { Film } from './Film.tsx'
import classes from './Media.module.css'
import { Photo } from './Photo.tsx'
import { Veil } from './Veil.tsx'

/** Photos and videos that were sent together, as one picture. */
export function Album({ messages }: { messages: readonly Message[] }) {
  const t = useTexts()
  const { boxes, height } = albumLayout(messages.map(ratioOf))
  return (
    <div className={classes.album} style={{ aspectRatio: 100 / height }}>
      {messages.map((message, at) => {
        const box = boxes[at]
        if (!box) return null
        const style = {
          left: `${box.left}%`,
          top: `${(box.top / height) * 100}%`,
          width: `${box.width}%`,
          height: `${(box.height / height) * 100}%`,
        }
        return (
          <div key={message.message_id} className={classes.piece} style={style}>
            <Veil hidden={message.has_media_spoiler ?? false} fill>
              {message.video ? (
                <Film film={message.video} name={t.video} as="album" />
              ) : (
                <Photo message={message} inAlbum />
              )}
            </Veil>
          </div>
        )
      })}
    </div>
  )
}

function ratioOf(message: Message): number {
  const size = message.video ?? message.photo?.at(-1)
  return size?.width && size.height ? size.width / size.height : 1
}
