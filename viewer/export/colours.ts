import type { PictureColours } from './mapPicture.js'

/** Ink and paper of the theme that is on. */
export function coloursOnPage(): PictureColours {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    paper: of('--surface'),
    map: of('--map'),
    ink: of('--ink'),
    quiet: of('--quiet'),
    line: of('--line'),
    marking: of('--hot'),
  }
}
