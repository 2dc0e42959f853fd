import type { Hooks } from '../../engine/index.js'
import type { ReadCrimeFiles } from '../node/crimeFiles.js'
import type { StartFormats } from '../node/formatsThread.js'

/** What the command line reads from and writes to; tests pass their own. */
export interface Io {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly stdin: AsyncIterable<Uint8Array>
  /** Folder that paths on the command line are relative to. */
  readonly cwd: string
  /** Standard error is a terminal: progress may be drawn there. */
  readonly terminal: boolean
  /** Puts a question to the user; left out where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>
  /** Aborted when the user interrupts; the reason is then the exit code, where it is not 130. */
  readonly signal: AbortSignal
  /** From here on an interrupt ends the process at once: for work that never looks at `signal` and leaves no file behind. */
  readonly endAtOnce?: () => void
  /** Reads crime files elsewhere than in this thread; left out, they are read here. */
  readonly readCrimeFiles?: ReadCrimeFiles
  /** Makes files of other formats elsewhere than in this thread; left out, they are made here. */
  readonly startFormats?: StartFormats
}

/** What a command is given beside its arguments. */
export interface Context {
  readonly io: Io
  readonly hooks: Hooks
  /** The command's answer, once: `text` for people, or `json` with --json. */
  readonly answer: (text: string, json: Readonly<Record<string, unknown>>) => void
}
