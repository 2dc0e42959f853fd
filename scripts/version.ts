import { version } from '../package.json'

/** Version of this package, as results record it. */
export const VERSION: string = version
