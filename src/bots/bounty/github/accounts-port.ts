import type { Answer, User } from './port.ts'

export type DatedUser = User & { readonly created_at: string }

/** GitHub's answer to "somebody wants to sign in". */
export type CodeAnswer =
  | {
      readonly kind: 'given'
      readonly deviceCode: string
      readonly userCode: string
      /** Where the person enters the code. */
      readonly address: string
      readonly intervalSeconds: number
      readonly seconds: number
    }
  | { readonly kind: 'silent'; readonly detail: string }

/** What became of it so far. `lost`: GitHub said yes, but not who it was; the code is used up. */
export type SignInAnswer =
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow_down'; readonly intervalSeconds: number | undefined }
  | { readonly kind: 'expired' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'proven'; readonly user: User }
  | { readonly kind: 'lost'; readonly detail: string }
  | { readonly kind: 'silent'; readonly detail: string }

/** How people prove which GitHub account is theirs, and what it is. Answers never throw for what GitHub or the network does. */
export interface AccountsPort {
  /** Whether signing in with a code is set up at all. */
  readonly canSignIn: boolean
  requestCode(signal?: AbortSignal): Promise<CodeAnswer>
  /** Asks once. The token that comes with a yes is used for one question, who it is, and forgotten. */
  askSignIn(deviceCode: string, signal?: AbortSignal): Promise<SignInAnswer>
  /** The account with this id, by whatever login it goes today, and when it was made. */
  getAccount(id: number, signal?: AbortSignal): Promise<Answer<DatedUser>>
  /** The owner of a public gist of this login that was made after the moment and contains the words; `missing` when there is none. */
  gistOwner(login: string, words: string, after: Date, signal?: AbortSignal): Promise<Answer<User>>
}
