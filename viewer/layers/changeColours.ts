import { type Rgb, rgb, type Theme } from './colour.js'

/**
 * Rose and fell: brown and teal, which no colour vision confuses, far from the red and blue of hot and cold; one is much darker than
 * the other, so that they part in grey too.
 */
export const CHANGE_COLOURS: Record<Theme, { readonly rose: Rgb; readonly fell: Rgb; readonly bare: Rgb }> = {
  light: { rose: rgb('#a4501b'), fell: rgb('#5fc0b4'), bare: rgb('#fbfcfc') },
  dark: { rose: rgb('#ffc48c'), fell: rgb('#2f9c8f'), bare: rgb('#0f151a') },
}
